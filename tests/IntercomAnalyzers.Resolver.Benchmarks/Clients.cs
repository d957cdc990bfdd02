namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Both ways of doing a scenario's operation.</summary>
internal sealed class Clients : IDisposable
{
    private const string Token = "benchmark-token";

    private readonly RawClient _raw;
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ContactResolver _resolver;

    public Clients(Uri address)
    {
        _raw = new RawClient(address, Token);
        _resolver = new ContactResolver(_client, new ContactResolverOptions { AccessToken = Token, BaseAddress = address });
    }

    public void Dispose()
    {
        _raw.Dispose();
        _client.Dispose();
    }

    public Task SendAsync(Scenario scenario, string key) => scenario.Raw(_raw, key);

    public async Task ResolveAsync(Scenario scenario, string key)
    {
        var resolution = await _resolver.FindOrCreateAsync(new ContactDraft { ExternalId = key, Email = key + "@example.com", Name = "Ann" });
        if (resolution.Outcome != scenario.Expected || resolution.Attempts != scenario.Requests)
        {
            throw new InvalidOperationException($"{scenario.Name}: {resolution.Outcome} after {resolution.Attempts} requests.");
        }
    }
}
