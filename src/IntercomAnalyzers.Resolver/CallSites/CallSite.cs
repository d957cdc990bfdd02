using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Runs a call site's create as a find-or-create with the client's own address and headers. Stateless.</summary>
internal static class CallSite
{
    /// <summary>Returns the answer a create would have given: 200 with the contact.</summary>
    public static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, ResolverSettings settings, CancellationToken cancellationToken) =>
        SendAsync(CallSiteClient.Of(client), request, settings, cancellationToken);

    /// <summary>Returns the answer a create would have given: 200 with the contact.</summary>
    public static async Task<HttpResponseMessage> SendAsync(CallSiteClient client, HttpRequestMessage request, ResolverSettings settings, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post)
        {
            throw new ArgumentException("The request's Method must be POST: only a POST creates a contact.", nameof(request));
        }

        var route = CallSiteRoute.Parse(client.BaseAddress, request.RequestUri);
        var authorization = AuthorizationOf(client, request);
        cancellationToken.ThrowIfCancellationRequested();
        var payload = await CallSitePayload.ReadAsync(request.Content).ConfigureAwait(false);
        request.RequestUri = route.Address;
        var version = client.Header(request, HeaderNames.IntercomVersion);
        var token = authorization.Substring(authorization.LastIndexOf(' ') + 1);
        var target = new ApiTarget(client.Invoker, route.Root, token, new Workspace(route.Root, authorization), copy => CopyHeaders(request, copy, route.IsLegacy || version is not null ? null : settings.Options.ApiVersion));
        IdentityFlow flow = route.IsLegacy ? Legacy(target, payload, settings) : Contacts(target, payload, settings, version);
        var resolution = await Flight.RunAsync(flow, cancellationToken).ConfigureAwait(false);
        return Respond(resolution.EnsureResolved(), request);
    }

    private static ContactFlow Contacts(ApiTarget target, JsonObject payload, ResolverSettings settings, string? version)
    {
        if (version is not null)
        {
            settings = ForVersion(settings, version);
        }

        var identity = ContactIdentity.Create(target.Workspace, CallSitePayload.GetText(payload, "external_id"), CallSitePayload.GetText(payload, "email"));
        var role = string.Equals(CallSitePayload.GetText(payload, "role"), "lead", StringComparison.OrdinalIgnoreCase) ? ContactRole.Lead : ContactRole.User;
        if (identity.Email is null && (identity.ExternalId is null || role == ContactRole.Lead))
        {
            throw new ArgumentException(
                role == ContactRole.Lead
                    ? "The content's email is missing or blank: a lead can only be found again by its email."
                    : "The content's external_id and email are both missing or blank: send at least one, better both.",
                "content");
        }

        return new ContactFlow(new ApiSession(target, settings, identity), new ContactRequest(role, () => payload, UpdateExisting: false));
    }

    private static LegacyUserFlow Legacy(ApiTarget target, JsonObject payload, ResolverSettings settings)
    {
        var identity = ContactIdentity.Create(
            target.Workspace,
            CallSitePayload.GetText(payload, "user_id"),
            CallSitePayload.GetText(payload, "email"),
            CallSitePayload.GetText(payload, "id"));
        if (identity.Keys.Count == 0)
        {
            throw new ArgumentException("The content's id, user_id and email are all missing or blank: send at least one, better user_id and email.", "content");
        }

        WriteIdentity(payload, "user_id", identity.ExternalId);
        WriteIdentity(payload, "email", identity.Email);
        WriteIdentity(payload, "id", identity.Id);
        return new LegacyUserFlow(new ApiSession(target, settings, identity), payload);
    }

    // Blank identifiers would be one key for many people.
    private static void WriteIdentity(JsonObject payload, string property, string? value)
    {
        if (value is null)
        {
            payload.Remove(property);
        }
        else
        {
            payload[property] = value;
        }
    }

    private static ResolverSettings ForVersion(ResolverSettings settings, string version)
    {
        if (!Version.TryParse(version, out var parsed) || parsed.Major < 2)
        {
            throw new InvalidOperationException(
                $"The {HeaderNames.IntercomVersion} header of the client or the request must be 2.0 or later: before it, POST contacts always makes a new lead. Send 2.13 or later, or remove the header.");
        }

        return settings.Options.ApiVersion == version ? settings : settings.With(options => options.ApiVersion = version);
    }

    private static string AuthorizationOf(CallSiteClient client, HttpRequestMessage request) =>
        (request.Headers.Authorization ?? client.Defaults?.Authorization)?.ToString()
        ?? client.Header(request, HeaderNames.Authorization)
        ?? throw new InvalidOperationException(
            $"The {HeaderNames.Authorization} header is missing on the request and on the HttpClient's DefaultRequestHeaders. Set it to 'Bearer' and the workspace's access token; a handler that sets it must come before {nameof(ContactResolvingHandler)}.");

    private static void CopyHeaders(HttpRequestMessage source, HttpRequestMessage target, string? version)
    {
        target.Version = source.Version;
        // Transfer-Encoding belongs to the original body, which is not sent, and Accept to an answer that the caller does not see.
        foreach (var header in source.Headers.Where(header => !Is(header.Key, "Transfer-Encoding") && !Is(header.Key, "Accept")))
        {
            target.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (version is not null)
        {
            target.Headers.TryAddWithoutValidation(HeaderNames.IntercomVersion, version);
        }

#if NET8_0_OR_GREATER
        target.VersionPolicy = source.VersionPolicy;
        foreach (var option in source.Options)
        {
            ((IDictionary<string, object?>)target.Options)[option.Key] = option.Value;
        }
#endif
    }

    private static bool Is(string header, string name) => string.Equals(header, name, StringComparison.OrdinalIgnoreCase);

    private static HttpResponseMessage Respond(Contact contact, HttpRequestMessage request)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(contact.Json.GetRawText()));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }
}
