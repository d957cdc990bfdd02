namespace IntercomAnalyzers.Resolver;

/// <summary>The shared markers could not be read or written, so a search without hits proved nothing; no contact was created.</summary>
public sealed class ContactMarkersUnavailableException : ContactResolutionException
{
    internal ContactMarkersUnavailableException(ContactResolution resolution)
        : base(resolution, "The shared markers could not be read or written, so another process may have created the contact just now; none was created here. Check the service behind DistributedCache and resolve again; it is safe to repeat.")
    {
    }
}
