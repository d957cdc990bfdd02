namespace IntercomAnalyzers.Resolver;

/// <summary>The lock of the identity was not taken, or was lost before a write; no contact was created.</summary>
public sealed class ContactLockFailedException : ContactResolutionException
{
    internal ContactLockFailedException(ContactResolution resolution)
        : base(resolution, "The lock of the identity was not taken within the deadline, its service failed, or it was lost on the way; without it no contact was created. Check the service behind DistributedLockProvider and resolve again; it is safe to repeat.")
    {
    }
}
