namespace IntercomAnalyzers.Resolver;

/// <summary>A create was sent and whether it took effect is not known yet.</summary>
public sealed class ContactCreateOutcomeUnknownException : ContactResolutionException
{
    internal ContactCreateOutcomeUnknownException(ContactResolution resolution)
        : base(resolution, "A create was sent and its outcome is not known yet; it was not repeated. Resolve again after a few minutes, when Intercom's search has caught up; do not create the contact directly.")
    {
    }
}
