using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>Where an HTTP client came from: the evidence for its host, and the registration whose handlers it runs through.</summary>
internal sealed record HttpOrigin(HostKind Host, bool HasVersionHeader, bool IsNamedIntercom, HttpRegistration? Registration)
{
    /// <summary>The handler that the client was made with by hand, or null.</summary>
    public INamedTypeSymbol? Handler { get; init; }

    /// <summary>The code makes the client itself, without the factory that registrations and defaults belong to.</summary>
    public bool IsHandMade { get; init; }

    public static readonly HttpOrigin Unknown = new(HostKind.Unknown, false, false, null);
}
