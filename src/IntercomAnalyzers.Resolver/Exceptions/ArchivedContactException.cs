namespace IntercomAnalyzers.Resolver;

/// <summary>An archived contact holds the identity; no contact was created.</summary>
public sealed class ArchivedContactException : ContactResolutionException
{
    internal ArchivedContactException(ContactResolution resolution)
        : base(resolution, "An archived or deleted contact holds this identity; none was created. If the person may come back, unarchive the contact or set ArchivedContacts to Unarchive; do not create it under another identity.")
    {
    }
}
