namespace IntercomAnalyzers.Resolver.CallSites;

/// <summary>
/// Find-or-create in place of a POST to contacts or users, with the same arguments and result. The last segment of the address decides the protocol;
/// the client and the request bring address, token and headers. Every answer is 200 with the contact's JSON, found or created.
/// All methods are thread-safe.
/// </summary>
/// <remarks>
/// Besides the exceptions of the replaced methods: <see cref="ContactResolutionException"/> when the contact was not resolved;
/// <see cref="ArgumentException"/> when the address is not a create, or the payload is no JSON object or has no identifier;
/// <see cref="InvalidOperationException"/> when no Authorization header is set. The last two come before any request.
/// </remarks>
public static partial class ContactHttpClientExtensions
{
    /// <summary>Replaces PostAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsync(this HttpClient client, string? requestUri, HttpContent? content) =>
        client.FindOrCreateContactAsync(CreateUri(requestUri), content, CancellationToken.None);

    /// <summary>Replaces PostAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsync(this HttpClient client, Uri? requestUri, HttpContent? content) =>
        client.FindOrCreateContactAsync(requestUri, content, CancellationToken.None);

    /// <summary>Replaces PostAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsync(this HttpClient client, string? requestUri, HttpContent? content, CancellationToken cancellationToken) =>
        client.FindOrCreateContactAsync(CreateUri(requestUri), content, cancellationToken);

    /// <summary>Replaces PostAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsync(this HttpClient client, Uri? requestUri, HttpContent? content, CancellationToken cancellationToken)
    {
        Throw.IfNull(client, nameof(client));
        return CallSite.SendAsync(client, CreatePost(client, requestUri, content), CallSiteSettings.Current, cancellationToken);
    }

    /// <summary>Replaces SendAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> SendFindOrCreateContactAsync(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        Throw.IfNull(client, nameof(client));
        Throw.IfNull(request, nameof(request));
        return CallSite.SendAsync(client, request, CallSiteSettings.Current, cancellationToken);
    }

    /// <summary>Replaces SendAsync. The answer is always complete, whatever <paramref name="completionOption"/> says.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> SendFindOrCreateContactAsync(this HttpClient client, HttpRequestMessage request, HttpCompletionOption completionOption, CancellationToken cancellationToken = default)
    {
        _ = completionOption;
        return client.SendFindOrCreateContactAsync(request, cancellationToken);
    }

    /// <summary>Replaces Send. Blocks; safe under a synchronization context.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static HttpResponseMessage SendFindOrCreateContact(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        Throw.IfNull(client, nameof(client));
        Throw.IfNull(request, nameof(request));
        return Synchronous.Run(() => CallSite.SendAsync(client, request, CallSiteSettings.Current, cancellationToken));
    }

    /// <summary>Replaces Send. Blocks; safe under a synchronization context. The answer is always complete, whatever <paramref name="completionOption"/> says.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static HttpResponseMessage SendFindOrCreateContact(this HttpClient client, HttpRequestMessage request, HttpCompletionOption completionOption, CancellationToken cancellationToken = default)
    {
        _ = completionOption;
        return client.SendFindOrCreateContact(request, cancellationToken);
    }

    private static Uri? CreateUri(string? uri) => string.IsNullOrEmpty(uri) ? null : new Uri(uri, UriKind.RelativeOrAbsolute);

    private static HttpRequestMessage CreatePost(HttpClient client, Uri? requestUri, HttpContent? content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, requestUri) { Content = content };
#if NET8_0_OR_GREATER
        request.Version = client.DefaultRequestVersion;
        request.VersionPolicy = client.DefaultVersionPolicy;
#endif
        return request;
    }
}
