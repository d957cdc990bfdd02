namespace IntercomAnalyzers.Rules;

/// <summary>The diagnostic IDs. Constants, so that code fixes compile them in and never bind to another version of this assembly.</summary>
public static class DiagnosticIds
{
    /// <summary>Search for the contact before creating it.</summary>
    public const string SearchBeforeCreate = "INTERCOM1001";

    /// <summary>Do not treat a failed search as 'not found'.</summary>
    public const string FailedSearchIsNotAbsence = "INTERCOM1002";

    /// <summary>Retry the Intercom calls of this creation with backoff.</summary>
    public const string RetryWithBackoff = "INTERCOM2001";

    /// <summary>Use one combination of identifiers everywhere.</summary>
    public const string OneCombination = "INTERCOM3001";
}
