namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Both ways of doing a scenario's operation.</summary>
internal sealed class Clients : IDisposable
{
    /// <summary>The access token that both sides send.</summary>
    public const string Token = "benchmark-token";

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

    /// <summary>New people as the scenario needs them: on the server and known to the resolver, or not.</summary>
    public async Task<IReadOnlyList<Person>> MakePeopleAsync(Scenario scenario, int count, CancellationToken cancellationToken)
    {
        var exist = scenario.Expected == ContactOutcome.Found;
        var people = new Person[count];
        for (var i = 0; i < count; i++)
        {
            var key = Person.NextKey(exist);
            people[i] = new Person(key, exist ? await _raw.CreateAsync(key, cancellationToken) : null);
            if (scenario.IsKnown)
            {
                await ResolveAsync(scenario, people[i], cancellationToken);
            }
        }

        return people;
    }

    public Task SendAsync(Scenario scenario, Person person, CancellationToken cancellationToken) => scenario.Raw(_raw, person, cancellationToken);

    public async Task ResolveAsync(Scenario scenario, Person person, CancellationToken cancellationToken)
    {
        var draft = new ContactDraft { ExternalId = person.Key, Email = person.Email, Name = "Ann" };
        var resolution = await _resolver.FindOrCreateAsync(draft, cancellationToken);
        if (resolution.Outcome != scenario.Expected || resolution.Attempts != scenario.Requests)
        {
            throw new InvalidOperationException($"{scenario.Name}: {resolution.Outcome} after {resolution.Attempts} requests.");
        }
    }
}
