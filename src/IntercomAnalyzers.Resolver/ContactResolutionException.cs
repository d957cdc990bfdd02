namespace IntercomAnalyzers.Resolver;

/// <summary>A contact could be neither found nor created without risking a duplicate. The derived types say why.</summary>
#pragma warning disable CA1032 // Made from a resolution only.
public class ContactResolutionException : Exception
{
    internal ContactResolutionException(string message, ContactResolution resolution)
        : base($"{message} ({resolution.Detail}; {resolution.Attempts} requests{(resolution.RequestIds.Count > 0 ? ", last request id " + resolution.RequestIds[resolution.RequestIds.Count - 1] : "")})") => Resolution = resolution;

    /// <summary>The whole result.</summary>
    public ContactResolution Resolution { get; }

    internal static ContactResolutionException For(ContactResolution resolution) => resolution.Outcome switch
    {
        ContactOutcome.Ambiguous => new AmbiguousContactException(resolution),
        ContactOutcome.ArchivedConflict => new ArchivedContactException(resolution),
        ContactOutcome.NotRestorable => new ContactNotRestorableException(resolution),
        ContactOutcome.CreateOutcomeUnknown => new ContactCreateOutcomeUnknownException(resolution),
        ContactOutcome.Rejected => new ContactRejectedException(resolution),
        _ => new ContactLookupFailedException(resolution),
    };
}

/// <summary>Several contacts match, or the email belongs to a user with another external_id.</summary>
public sealed class AmbiguousContactException : ContactResolutionException
{
    internal AmbiguousContactException(ContactResolution resolution)
        : base($"Several contacts match, nothing was created. Merge or correct these contacts in Intercom and try again: {string.Join(", ", resolution.Candidates)}.", resolution)
    {
    }
}

/// <summary>An archived contact holds the identity.</summary>
public sealed class ArchivedContactException : ContactResolutionException
{
    internal ArchivedContactException(ContactResolution resolution)
        : base($"An archived contact holds this identity, nothing was created. Unarchive {string.Join(", ", resolution.Candidates)} in Intercom, or set {nameof(ContactResolverOptions.ArchivedContacts)} to {nameof(ArchivedContactPolicy.Unarchive)}.", resolution)
    {
    }
}

/// <summary>A deleted, merged or blocked contact holds the identity.</summary>
public sealed class ContactNotRestorableException : ContactResolutionException
{
    internal ContactNotRestorableException(ContactResolution resolution)
        : base("A deleted, merged or blocked contact holds this identity and cannot be brought back, nothing was created. Do not make up another identity for the person; try again when the deletion is complete.", resolution)
    {
    }
}

/// <summary>A lookup failed: whether the contact exists is not known.</summary>
public sealed class ContactLookupFailedException : ContactResolutionException
{
    internal ContactLookupFailedException(ContactResolution resolution)
        : base("Whether the contact exists could not be found out, nothing was created. Try the same call again later.", resolution)
    {
    }
}

/// <summary>A create was sent, and whether it succeeded is not known.</summary>
public sealed class ContactCreateOutcomeUnknownException : ContactResolutionException
{
    internal ContactCreateOutcomeUnknownException(ContactResolution resolution)
        : base("The create was sent, but its outcome is not known. Try the same call again in a few minutes, when search has caught up; do not create the contact by other means.", resolution)
    {
    }
}

/// <summary>Intercom refused a request.</summary>
public sealed class ContactRejectedException : ContactResolutionException
{
    internal ContactRejectedException(ContactResolution resolution)
        : base("Intercom refused the request. Check the access token, its permissions and the fields that are sent.", resolution)
    {
    }
}
