namespace IntercomAnalyzers.Resolver;

/// <summary>Where and as whom requests are sent: the client or the rest of a handler's pipeline, the API root, which ends with a slash, and the headers of every request but Accept. Immutable.</summary>
internal sealed class ApiTarget(HttpMessageInvoker client, Uri root, string token, Workspace workspace, Action<HttpRequestMessage> prepare)
{
    private readonly string _root = root.AbsoluteUri;

    /// <summary>The token without its scheme.</summary>
    public string Token { get; } = token;

    public Workspace Workspace { get; } = workspace;

    /// <summary>True for a plain client: its handlers see a token of its own, and it sends without waiting for the body. A derived one may override one method only.</summary>
    public bool IsPlainClient { get; } = client.GetType() == typeof(HttpClient);

    /// <summary>Sends the request; the body may still be on its way, except through the rest of a handler's pipeline.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
#if NET8_0_OR_GREATER
        IsPlainClient ? ((HttpClient)client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken) :
#endif
        client.SendAsync(request, cancellationToken);

    public HttpRequestMessage CreateRequest(HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, AddressOf(path));
        prepare(request);
        if (method == HttpMethod.Post)
        {
            OwnRequest.Mark(request);
        }

        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
        }

        return request;
    }

#if NET8_0_OR_GREATER
    // Values in paths are escaped already, which spares one more pass over each address.
    private static readonly UriCreationOptions s_asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private Uri AddressOf(string path) => new(_root + path, s_asWritten);
#else
    private Uri AddressOf(string path) => new(_root + path);
#endif

    public static Uri RootOf(Uri address) => address.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
}
