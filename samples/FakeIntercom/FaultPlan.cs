using System.Collections.Concurrent;

namespace FakeIntercom;

/// <summary>What goes wrong with a request.</summary>
public enum Fault
{
    None,

    /// <summary>429 with the rate-limit headers, before anything is done.</summary>
    RateLimited,

    /// <summary>500 before the write.</summary>
    ServerError,

    /// <summary>500 after the write.</summary>
    ServerErrorAfterWrite,

    /// <summary>The connection is cut before the write.</summary>
    Refused,

    /// <summary>The connection is cut after the write: the answer is lost.</summary>
    LostAnswer,

    /// <summary>200 with a body that is cut off, after the write.</summary>
    TruncatedJson,

    /// <summary>200 with an object that has no <c>data</c>.</summary>
    NoData,

    /// <summary>The answer comes late, see <see cref="FaultPlan.Delay"/>.</summary>
    Slow,
}

/// <summary>Decides which requests fail: by a seeded dice, or by a script. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly (Fault Fault, double Probability)[] odds;
    private readonly ConcurrentQueue<Fault> script = new();
    private readonly Random random;

    private FaultPlan(int seed, (Fault, double)[] odds, IEnumerable<Fault> script)
    {
        random = new Random(seed);
        this.odds = odds;
        foreach (var fault in script) this.script.Enqueue(fault);
    }

    /// <summary>Nothing fails.</summary>
    public static FaultPlan None => new(0, [], []);

    /// <summary>How long <see cref="Fault.Slow"/> waits before it answers.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How far ahead the reset of a rate limit lies.</summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Each request fails with the given probabilities (0 to 1, in sum at most 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A probability is negative, or they add up to more than 1.</exception>
    public static FaultPlan Random(int seed, params (Fault Fault, double Probability)[] odds)
    {
        if (odds.Any(o => o.Probability is < 0 or double.NaN) || odds.Sum(o => o.Probability) > 1) throw new ArgumentOutOfRangeException(nameof(odds), "Probabilities lie between 0 and 1 and add up to at most 1.");
        return new FaultPlan(seed, odds, []);
    }

    /// <summary>The first requests fail as listed, one entry a request; later ones do not.</summary>
    public static FaultPlan Script(params Fault[] faults) => new(0, [], faults);

    internal Fault Next()
    {
        if (script.TryDequeue(out var next)) return next;
        if (odds.Length == 0) return Fault.None;
        double dice;
        lock (random) dice = random.NextDouble();
        foreach (var (fault, probability) in odds)
        {
            if (dice < probability) return fault;
            dice -= probability;
        }

        return Fault.None;
    }
}
