namespace IntercomAnalyzers.Rules;

/// <summary>The diagnostic IDs. Constants, so that code fixes compile them in and never bind to another version of this assembly.</summary>
public static class DiagnosticIds
{
    /// <summary>Correct the configuration of the analyzers.</summary>
    public const string Configuration = "INTERCOM0001";

    /// <summary>Search for the contact before creating it.</summary>
    public const string SearchBeforeCreate = "INTERCOM1001";

    /// <summary>Do not treat a failed search as 'not found'.</summary>
    public const string FailedSearchIsNotAbsence = "INTERCOM1002";

    /// <summary>Create only when the search found nothing.</summary>
    public const string CreateOnlyWhenNotFound = "INTERCOM1003";

    /// <summary>Search by every identifier that the create sends.</summary>
    public const string SearchByEveryIdentifier = "INTERCOM1004";

    /// <summary>A local cache cannot prove that a contact is absent.</summary>
    public const string CacheIsNoProof = "INTERCOM1005";

    /// <summary>An update must not create.</summary>
    public const string UpdateMustNotCreate = "INTERCOM1006";

    /// <summary>Several matches are not 'none'.</summary>
    public const string SeveralAreNotNone = "INTERCOM1007";

    /// <summary>Retry the Intercom calls of this creation with backoff.</summary>
    public const string RetryWithBackoff = "INTERCOM2001";

    /// <summary>Do not retry a create without searching again.</summary>
    public const string SearchAgainOnRetry = "INTERCOM2002";

    /// <summary>Use one combination of identifiers everywhere.</summary>
    public const string OneCombination = "INTERCOM3001";
}
