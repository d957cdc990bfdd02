namespace IntercomAnalyzers.Clients;

/// <summary>The names of the supported client libraries, as diagnostics and documentation give them.</summary>
internal static class ClientNames
{
    public const string HttpClient = "HttpClient";
    public const string Resolver = "IntercomAnalyzers.Resolver";
    public const string Official = "Intercom.Dotnet.Client";
    public const string Gonace = "Intercom-NET";
    public const string IntercomDotNet = "IntercomDotNet";
    public const string IntercomCsharp = "Intercom.Csharp";
    public const string Kiota = "Kiota";
    public const string GeneratedApi = "OpenAPI";
    public const string RestSharp = "RestSharp";
    public const string Flurl = "Flurl.Http";
    public const string Interface = "Refit";
    public const string WebRequest = "HttpWebRequest";
    public const string WebClient = "WebClient";
    public const string Configured = "configured";
}
