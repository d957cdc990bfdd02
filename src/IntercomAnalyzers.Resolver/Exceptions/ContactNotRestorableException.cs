namespace IntercomAnalyzers.Resolver;

/// <summary>Intercom refuses to unarchive the contact that holds the identity; no contact was created.</summary>
public sealed class ContactNotRestorableException : ContactResolutionException
{
    internal ContactNotRestorableException(ContactResolution resolution)
        : base(resolution, "The contact that holds this identity is deleted, merged or blocked and Intercom does not restore it; none was created. Do not create it under another identity; resolve again after Intercom has removed it, or ask Intercom's support.")
    {
    }
}
