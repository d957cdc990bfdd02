namespace IntercomAnalyzers.Clients;

/// <summary>The names of the supported client libraries, as diagnostics and documentation give them.</summary>
internal static class ClientNames
{
    public const string HttpClient = "HttpClient";
    public const string Resolver = "IntercomAnalyzers.Resolver";
    public const string Official = "Intercom.Dotnet.Client";
}
