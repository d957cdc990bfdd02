using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>Where an HTTP client came from: the evidence for its host, and the registration whose handlers it runs through.</summary>
internal sealed record HttpOrigin(HostKind Host, bool HasVersionHeader, bool IsNamedIntercom, HttpRegistration? Registration)
{
    /// <summary>The handler that the client was made with by hand, or what makes it; null when there is none.</summary>
    public ExpressionSyntax? Handler { get; init; }

    /// <summary>The code makes the client itself, without the factory that registrations and defaults belong to.</summary>
    public bool IsHandMade { get; init; }

    /// <summary>The client comes from the factory under a name that is not in sight.</summary>
    public bool IsNameUnknown { get; init; }

    /// <summary>The client is one that Flurl makes, with what the project configures for such clients.</summary>
    public bool IsMadeByFlurl { get; init; }

    public static readonly HttpOrigin Unknown = new(HostKind.Unknown, false, false, null);
}
