namespace FakeIntercom;

/// <summary>A fault with its numbers. Immutable.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The status of the two server errors.</summary>
    public int StatusCode { get; init; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>Whether a server error comes without a body.</summary>
    public bool EmptyBody { get; init; }

    /// <summary>How long <see cref="FaultKind.Slow"/> waits and <see cref="FaultKind.TimeoutAfterWrite"/> holds the connection.</summary>
    public TimeSpan Delay { get; init; } = Kind == FaultKind.TimeoutAfterWrite ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(1);
}
