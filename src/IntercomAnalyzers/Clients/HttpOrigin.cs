namespace IntercomAnalyzers.Clients;

/// <summary>Where an HTTP client came from: the evidence for its host, and the registration whose handlers it runs through.</summary>
internal sealed record HttpOrigin(HostKind Host, bool HasVersionHeader, bool IsNamedIntercom, HttpRegistration? Registration)
{
    public static readonly HttpOrigin Unknown = new(HostKind.Unknown, false, false, null);
}
