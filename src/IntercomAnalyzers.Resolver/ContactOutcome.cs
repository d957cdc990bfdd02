namespace IntercomAnalyzers.Resolver;

/// <summary>How a resolution ended. Only <see cref="Created"/> means that a new contact exists.</summary>
public enum ContactOutcome
{
    /// <summary>The contact existed.</summary>
    Found,

    /// <summary>An email-only user existed and was given the external_id.</summary>
    Adopted,

    /// <summary>A lead existed and was made the user; it keeps its id and conversations.</summary>
    Promoted,

    /// <summary>No contact existed; one was created.</summary>
    Created,

    /// <summary>An archived contact held the identity and was unarchived (<see cref="ArchivedContactPolicy.Unarchive"/>).</summary>
    Unarchived,

    /// <summary>Several contacts fit, or the one that fits belongs to another external_id. Nothing was created.</summary>
    Ambiguous,

    /// <summary>An archived or deleted contact holds the identity. Nothing was created.</summary>
    ArchivedConflict,

    /// <summary>An archived contact holds the identity and Intercom refuses to unarchive it. Nothing was created.</summary>
    NotRestorable,

    /// <summary>A lookup or an update got no usable answer. Nothing was created.</summary>
    LookupFailed,

    /// <summary>A create was sent, or was sent shortly before, and whether it took effect is not known yet. It was not repeated.</summary>
    CreateOutcomeUnknown,

    /// <summary>Intercom refused the request (400, 401, 403, 422, ...). Nothing was created.</summary>
    Rejected,

    /// <summary>The lock of the identity was not taken in time, its service failed, or it was lost before a write. Nothing was created.</summary>
    LockFailed,

    /// <summary>The shared markers could not be read or written, so an empty search proves nothing. Nothing was created.</summary>
    MarkersUnavailable,

    /// <summary>The contact was found or created, but a company was not attached to it. Repeating is safe.</summary>
    CompanyNotAttached,
}
