namespace IntercomAnalyzers.CreationPoints;

/// <summary>What happens to a creation after a failure.</summary>
internal enum RetryKind
{
    /// <summary>Nothing tries again.</summary>
    None,

    /// <summary>Something tries again; what exactly is repeated is not known, or it is not the create.</summary>
    Presumed,

    /// <summary>The lookup and the create are repeated together.</summary>
    WholeFlow,

    /// <summary>The create is repeated without the lookup.</summary>
    CreateOnly,
}
