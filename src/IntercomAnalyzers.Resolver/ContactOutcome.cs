namespace IntercomAnalyzers.Resolver;

/// <summary>How a resolution ended.</summary>
public enum ContactOutcome
{
    /// <summary>The contact existed.</summary>
    Found,

    /// <summary>A user that was known by email alone was given its external_id.</summary>
    Adopted,

    /// <summary>A lead became the user.</summary>
    Promoted,

    /// <summary>The contact was proven absent, and created.</summary>
    Created,

    /// <summary>An archived contact was brought back, as the options allow.</summary>
    Unarchived,

    /// <summary>Several contacts match, or the email belongs to a user with another external_id. Nothing was created.</summary>
    Ambiguous,

    /// <summary>An archived contact holds the identity. Nothing was created.</summary>
    ArchivedConflict,

    /// <summary>A deleted, merged or blocked contact holds the identity and cannot be brought back. Nothing was created.</summary>
    NotRestorable,

    /// <summary>A lookup failed or could not be read. Nothing was created.</summary>
    LookupFailed,

    /// <summary>A create was sent and its outcome is not known. It must not be sent again before search has caught up.</summary>
    CreateOutcomeUnknown,

    /// <summary>Intercom refused a request (400, 401, 403, 422).</summary>
    Rejected,
}
