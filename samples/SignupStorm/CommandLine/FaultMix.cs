using FakeIntercom;

namespace SignupStorm.CommandLine;

/// <summary>The mix of all faults that a storm injects unless it is given others.</summary>
internal static class FaultMix
{
    public const double DefaultRate = 0.145;

    private static readonly (FaultKind Kind, double Weight)[] Weights =
    [
        (FaultKind.AbortBeforeWrite, 4),
        (FaultKind.AbortAfterWrite, 4),
        (FaultKind.TimeoutAfterWrite, 1),
        (FaultKind.ServerErrorBeforeWrite, 6),
        (FaultKind.ServerErrorAfterWrite, 4),
        (FaultKind.NoData, 2),
        (FaultKind.TruncatedJson, 2),
        (FaultKind.Slow, 2),
        (FaultKind.RateLimited, 4),
    ];

    /// <summary>
    /// The soak's faults: 10 % 429, 5 % 5xx, 3 % lost answers after the write, 2 % refused. One 429 in forty says that the window is used up and so stops
    /// its whole process; if all of them did, a process could send hardly more than a handful of requests in each second.
    /// </summary>
    public static IReadOnlyList<FaultRate> Soak { get; } =
    [
        Anywhere(FaultKind.SharedRateLimited, 0.0975),
        Anywhere(FaultKind.RateLimited, 0.0025),
        Anywhere(FaultKind.ServerErrorBeforeWrite, 0.025),
        Anywhere(FaultKind.ServerErrorAfterWrite, 0.025),
        Anywhere(FaultKind.AbortAfterWrite, 0.025),
        Anywhere(FaultKind.TimeoutAfterWrite, 0.005),
        Anywhere(FaultKind.AbortBeforeWrite, 0.02),
    ];

    /// <summary>The faults that together hit <paramref name="rate"/> of all requests.</summary>
    public static FaultRate[] Create(double rate)
    {
        double sum = Weights.Sum(entry => entry.Weight);
        return [.. Weights.Select(entry => Anywhere(entry.Kind, rate * entry.Weight / sum))];
    }

    private static FaultRate Anywhere(FaultKind kind, double probability) => new(Routes.Any, new Fault(kind), probability);
}
