namespace IntercomAnalyzers.Resolver;

/// <summary>Intercom refused the request; no contact was created.</summary>
public sealed class ContactRejectedException : ContactResolutionException
{
    internal ContactRejectedException(ContactResolution resolution)
        : base(resolution, "Intercom refused the request; none was created. Correct the request, the access token or its scopes; repeating it as it is does not help.")
    {
    }
}
