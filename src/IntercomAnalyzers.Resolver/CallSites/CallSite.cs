using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IntercomAnalyzers.Resolver.Legacy;

namespace IntercomAnalyzers.Resolver.CallSites;

/// <summary>Resolves what a call of an <see cref="HttpClient"/> was going to send.</summary>
internal static class CallSite
{
    private static readonly ContactResolverOptions Defaults = new();

    public static async Task<HttpResponseMessage> RunAsync(HttpClient client, Uri? requestUri, HttpRequestMessage? request, JsonObject body, CancellationToken cancellationToken)
    {
        if (client is null) throw new ArgumentNullException(nameof(client));
        var address = Absolute(client, requestUri);
        var route = address.AbsolutePath.TrimEnd('/');
        var authorization = request?.Headers.Authorization;
        if ((authorization ?? client.DefaultRequestHeaders.Authorization) is not { } credentials || string.IsNullOrWhiteSpace(credentials.Parameter))
        {
            throw new InvalidOperationException("There is no access token: set the Authorization header of the HttpClient (DefaultRequestHeaders) or of the request.");
        }

        var root = ContactResolver.Root(address);
        var options = Options(client, request);
        var workspace = ContactResolver.Workspace(root, credentials.ToString());
        if (route.EndsWith("/users", StringComparison.OrdinalIgnoreCase))
        {
            var prefix = route.Substring(1, route.Length - "/users".Length).TrimStart('/');
            options.IntercomVersion = Version(client, request) ?? "1.4";
            return Response(await new LegacyUserUpsert(client, root, prefix, authorization, workspace, options).RunAsync(body, cancellationToken).ConfigureAwait(false), request);
        }

        if (!route.EndsWith("/contacts", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"Only POST to contacts or users can be resolved, but the address is '{address.AbsolutePath}'.", nameof(requestUri));
        }

        var resolver = new ContactResolver(client, root, authorization, workspace, options, ContactResolver.Logger(null));
        var draft = new ContactDraft { Role = Text(body, "role") == "lead" ? ContactRole.Lead : ContactRole.User, ExternalId = Text(body, "external_id"), Email = Text(body, "email"), Body = body };
        var resolution = await resolver.FindOrCreateAsync(draft, cancellationToken).ConfigureAwait(false);
        return Response(resolution.EnsureResolved().Json, request);
    }

    public static JsonObject Body(JsonNode? node, string parameter) => node as JsonObject ?? throw new ArgumentException("The body must be a JSON object.", parameter);

    public static async Task<JsonObject> BodyAsync(HttpContent? content, string parameter)
    {
        var text = content is null ? "" : await content.ReadAsStringAsync().ConfigureAwait(false);
        try
        {
            return Body(text.Length == 0 ? null : JsonNode.Parse(text), parameter);
        }
        catch (JsonException)
        {
            throw new ArgumentException("The body must be a JSON object, but it is no JSON.", parameter);
        }
    }

    public static string? Text(JsonObject body, string name) => body[name] is JsonValue value ? value.TryGetValue(out string? text) ? text : value.ToString() : null;

    private static Uri Absolute(HttpClient client, Uri? requestUri)
    {
        var address = requestUri is { IsAbsoluteUri: true } || client.BaseAddress is null ? requestUri : requestUri is null ? client.BaseAddress : new Uri(client.BaseAddress, requestUri);
        return address is { IsAbsoluteUri: true } ? address : throw new ArgumentException("The address is relative and the HttpClient has no BaseAddress.", nameof(requestUri));
    }

    // The client's own version is kept where it has the lookup by external_id.
    private static ContactResolverOptions Options(HttpClient client, HttpRequestMessage? request)
    {
        var version = Version(client, request);
        var isOwn = version is "Preview" or "Unstable"
            || (version is not null && System.Version.TryParse(version, out var parsed) && parsed >= new Version(2, 13));
        return new ContactResolverOptions { IntercomVersion = isOwn ? version! : Defaults.IntercomVersion };
    }

    private static string? Version(HttpClient client, HttpRequestMessage? request) => Value(request?.Headers) ?? Value(client.DefaultRequestHeaders);

    private static string? Value(HttpRequestHeaders? headers) => headers is not null && headers.TryGetValues("Intercom-Version", out var values) ? values.FirstOrDefault() : null;

    private static HttpResponseMessage Response(JsonElement json, HttpRequestMessage? request) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(json.GetRawText(), Encoding.UTF8, "application/json"),
        RequestMessage = request,
    };
}
