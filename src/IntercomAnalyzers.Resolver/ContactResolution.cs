using System.Net;

namespace IntercomAnalyzers.Resolver;

/// <summary>The result of a find-or-create. Immutable and thread-safe.</summary>
public sealed class ContactResolution
{
    internal ContactResolution(ContactOutcome outcome, Contact? contact, IReadOnlyList<string> candidates, IReadOnlyList<string> requestIds, int attempts)
    {
        Outcome = outcome;
        Contact = contact;
        Candidates = candidates;
        RequestIds = requestIds;
        Attempts = attempts;
    }

    /// <summary>How the resolution ended.</summary>
    public ContactOutcome Outcome { get; }

    /// <summary>The contact, when there is exactly one; null after every failure but <see cref="ContactOutcome.CompanyNotAttached"/>.</summary>
    public Contact? Contact { get; }

    /// <summary>True only when this call created the contact.</summary>
    public bool IsNew => (ResolvedAs ?? Outcome) == ContactOutcome.Created;

    /// <summary>Ids of the contacts that stood in the way (ambiguous, archived), else empty.</summary>
    public IReadOnlyList<string> Candidates { get; }

    /// <summary>Intercom's request ids, in order; quote them to Intercom's support.</summary>
    public IReadOnlyList<string> RequestIds { get; }

    /// <summary>HTTP requests sent by this call.</summary>
    public int Attempts { get; }

    /// <summary>Status of the answer that ended a failed resolution, or null when there was none.</summary>
    public HttpStatusCode? StatusCode { get; internal init; }

    /// <summary>Intercom's error code in that answer, or null.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>How the contact itself was resolved when a later step failed.</summary>
    internal ContactOutcome? ResolvedAs { get; init; }

    internal Exception? Cause { get; init; }

    /// <summary>Returns the contact, or throws the exception that belongs to <see cref="Outcome"/>.</summary>
    /// <exception cref="AmbiguousContactException">Several contacts fit.</exception>
    /// <exception cref="ArchivedContactException">An archived contact holds the identity.</exception>
    /// <exception cref="ContactNotRestorableException">An archived contact holds the identity for good.</exception>
    /// <exception cref="ContactLookupFailedException">A lookup got no usable answer.</exception>
    /// <exception cref="ContactCreateOutcomeUnknownException">Whether a create took effect is not known yet.</exception>
    /// <exception cref="ContactRejectedException">Intercom refused the request.</exception>
    /// <exception cref="ContactLockFailedException">The identity's lock was not taken or was lost.</exception>
    /// <exception cref="ContactMarkersUnavailableException">The shared markers could not be read or written.</exception>
    /// <exception cref="CompanyNotAttachedException">The contact is resolved, but a company was not attached.</exception>
    public Contact EnsureResolved() => Outcome switch
    {
        ContactOutcome.Ambiguous => throw new AmbiguousContactException(this),
        ContactOutcome.ArchivedConflict => throw new ArchivedContactException(this),
        ContactOutcome.NotRestorable => throw new ContactNotRestorableException(this),
        ContactOutcome.LookupFailed => throw new ContactLookupFailedException(this),
        ContactOutcome.CreateOutcomeUnknown => throw new ContactCreateOutcomeUnknownException(this),
        ContactOutcome.Rejected => throw new ContactRejectedException(this),
        ContactOutcome.LockFailed => throw new ContactLockFailedException(this),
        ContactOutcome.MarkersUnavailable => throw new ContactMarkersUnavailableException(this),
        ContactOutcome.CompanyNotAttached => throw new CompanyNotAttachedException(this),
        _ => Contact!,
    };
}
