using System.Diagnostics;
using System.Globalization;
using FakeIntercom;

namespace SignupStorm;

/// <summary>Stops a variant that takes more than it may.</summary>
internal sealed class LimitWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long started = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource ended = new();
    private readonly Task watching;

    private LimitWatch(StormLimits? limits, Workspace workspace, CancellationToken cancellationToken)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watching = limits is null ? Task.CompletedTask : WatchAsync(limits, workspace);
    }

    /// <summary>Cancelled at a limit, and with the caller's token.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>The limit that was reached, in words, or <see langword="null"/>.</summary>
    public string? Reached { get; private set; }

    public static LimitWatch Start(StormLimits? limits, Workspace workspace, CancellationToken cancellationToken) => new(limits, workspace, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await watching;
        ended.Dispose();
        stop.Dispose();
    }

    private async Task WatchAsync(StormLimits limits, Workspace workspace)
    {
        while (!ended.IsCancellationRequested && Reached is null)
        {
            await Task.Delay(Interval, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Reached = workspace.RequestCount > limits.Requests ? string.Create(CultureInfo.InvariantCulture, $"the limit of {limits.Requests} requests was reached")
                : Stopwatch.GetElapsedTime(started) > limits.Time ? string.Create(CultureInfo.InvariantCulture, $"the limit of {limits.Time.TotalMinutes:0.##} minutes was reached")
                : null;
        }

        if (Reached is not null)
        {
            await stop.CancelAsync();
        }
    }
}
