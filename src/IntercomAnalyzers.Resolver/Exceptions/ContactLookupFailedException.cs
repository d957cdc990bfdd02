namespace IntercomAnalyzers.Resolver;

/// <summary>A lookup or an update got no usable answer; no contact was created.</summary>
public sealed class ContactLookupFailedException : ContactResolutionException
{
    internal ContactLookupFailedException(ContactResolution resolution)
        : base(resolution, "Intercom gave no usable answer to a lookup or an update, so it is not known whether the contact exists; none was created. Resolve again later; it is safe to repeat.")
    {
    }
}
