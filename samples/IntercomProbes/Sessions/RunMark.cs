using System.Globalization;

namespace IntercomProbes.Sessions;

/// <summary>Marks everything that one run makes, so that it can be told from all else in the workspace. Thread-safe.</summary>
internal sealed class RunMark
{
    private int count;

    public string RunId { get; } = Guid.NewGuid().ToString("N")[..12];

    public DateTimeOffset Started { get; } = DateTimeOffset.UtcNow;

    /// <summary>The name of every contact of the run.</summary>
    public string Name => $"Probe {RunId}";

    public string NewEmail() => $"probe-{RunId}-{Next()}@example.com";

    public string NewKey() => $"probe-{RunId}-{Next()}";

    private string Next() => Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
}
