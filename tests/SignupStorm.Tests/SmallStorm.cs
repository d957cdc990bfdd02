using FakeIntercom;
using SignupStorm.Progress;
using SignupStorm.Reports;
using SignupStorm.Writers;

namespace SignupStorm.Tests;

/// <summary>Storms that take a second or two.</summary>
internal static class SmallStorm
{
    public static StormOptions Options { get; } = new()
    {
        Persons = 12,
        SignUpsPerPerson = 4,
        Concurrency = 16,
        Retries = 1,
        SearchLag = TimeSpan.FromMilliseconds(200),
        RequestTimeout = TimeSpan.FromSeconds(2),
        RateLimitWindow = TimeSpan.FromSeconds(1),
        Seed = 7,
    };

    public static StormOptions With(params string[] variants) => Options with { Variants = [.. variants.Select(name => Variant.Find(name)!)] };

    public static async Task<StormResult> RunAsync(StormOptions options) =>
        Assert.Single(await Storm.RunAsync(options, new Silence(), CancellationToken.None));

    /// <summary>A result with made-up numbers.</summary>
    public static StormResult Result(string variant, int duplicates = 0, int lost = 0) => new()
    {
        Variant = variant,
        Persons = 10,
        SignUps = 40,
        Contacts = 10 + duplicates,
        Duplicates = duplicates,
        Lost = lost,
        TypedFailures = 0,
        Errors = 0,
        PersonsWithoutContact = 0,
        Requests = 40,
        Faults = new Dictionary<FaultKind, int>(),
        Outcomes = new Dictionary<string, int>(),
        Elapsed = TimeSpan.FromSeconds(2),
        P50 = TimeSpan.Zero,
        P99 = TimeSpan.Zero,
        SignUpsPerSecond = 1,
        PeakWorkingSet = 1,
        Memory = [],
        StoppedBy = null,
        Failures = new Dictionary<string, int>(),
        Samples = [new Sample(TimeSpan.Zero, 0), new Sample(TimeSpan.FromSeconds(1), duplicates / 2), new Sample(TimeSpan.FromSeconds(2), duplicates)],
    };

    private sealed class Silence : IStormProgress
    {
        public void Begin(string variant, int signUps)
        {
        }

        public void Advance()
        {
        }
    }
}
