namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>One kind of resolution, by the resolver and by raw requests.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="Requests">Requests per operation.</param>
/// <param name="IsKnown">The resolver has met the contact before.</param>
/// <param name="Key">The external_id for a worker's n-th operation; keys that start with "k" exist.</param>
/// <param name="Expected">How the resolver must end.</param>
/// <param name="Raw">The same requests without the resolver.</param>
internal sealed record Scenario(string Name, int Requests, bool IsKnown, Func<int, long, string> Key, ContactOutcome Expected, Func<RawClient, string, Task> Raw)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("known id", 1, true, (worker, _) => "k" + worker, ContactOutcome.Found, (raw, key) => raw.GetKnownAsync(key)),
        new("found by key", 1, false, (_, number) => "k-" + number, ContactOutcome.Found, (raw, key) => raw.FindAsync(key)),
        new("new user", 3, false, (_, number) => "n-" + number, ContactOutcome.Created, (raw, key) => raw.CreateAsync(key)),
    ];
}
