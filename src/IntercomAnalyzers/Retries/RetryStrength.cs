namespace IntercomAnalyzers.Retries;

/// <summary>What is known of a retry.</summary>
internal enum RetryStrength
{
    /// <summary>Nothing tries again.</summary>
    None,

    /// <summary>Something may try again; it is not in sight, or not clear.</summary>
    Presumed,

    /// <summary>A retry is in sight.</summary>
    Certain,
}
