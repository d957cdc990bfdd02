namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>One kind of resolution, by the resolver and by raw requests.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="Requests">Requests per operation.</param>
/// <param name="IsKnown">The resolver has met the contact before.</param>
/// <param name="Expected">How the resolver must end.</param>
/// <param name="Raw">The same requests without the resolver.</param>
internal sealed record Scenario(string Name, int Requests, bool IsKnown, ContactOutcome Expected, Func<RawClient, Person, CancellationToken, Task> Raw)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("known id", 1, true, ContactOutcome.Found, (raw, person, token) => raw.GetKnownAsync(person.Id!, token)),
        new("found by key", 1, false, ContactOutcome.Found, (raw, person, token) => raw.FindAsync(person.Key, token)),
        new("new user", 3, false, ContactOutcome.Created, (raw, person, token) => raw.FindOrCreateAsync(person.Key, token)),
    ];
}
