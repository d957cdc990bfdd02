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

    /// <summary>The faults that together hit <paramref name="rate"/> of all requests.</summary>
    public static FaultRate[] Create(double rate)
    {
        double sum = Weights.Sum(entry => entry.Weight);
        return [.. Weights.Select(entry => new FaultRate(Routes.Any, new Fault(entry.Kind), rate * entry.Weight / sum))];
    }
}
