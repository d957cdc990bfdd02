namespace IntercomAnalyzers.Resolver;

/// <summary>Holds what <see cref="ContactResolver.Default"/> returns. Thread-safe.</summary>
internal sealed class DefaultResolver
{
    private static readonly Lazy<HttpClient> s_client = new(CreateClient);

    private Lazy<IContactResolver>? _resolver;

    /// <summary>One client for the process; the resolver's own limits replace its timeout.</summary>
    public static HttpClient SharedClient() => s_client.Value;

    public void Set(Func<IContactResolver> create) => Volatile.Write(ref _resolver, new Lazy<IContactResolver>(create));

    public IContactResolver Get() => Volatile.Read(ref _resolver)?.Value ?? throw new InvalidOperationException(
        "No contact resolver is set up. Call services.AddIntercomContactResolver(o => o.AccessToken = ...) or ContactResolver.Configure(o => o.AccessToken = ...) at start.");

    private static HttpClient CreateClient()
    {
#if NET8_0_OR_GREATER
        // A client that lives as long as the process must notice changed addresses.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
#else
        var handler = new HttpClientHandler();
#endif
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
