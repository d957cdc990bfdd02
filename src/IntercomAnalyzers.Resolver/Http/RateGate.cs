using System.Collections.Concurrent;

namespace IntercomAnalyzers.Resolver;

/// <summary>The requests of this process to one workspace: their own pace, and the pauses that Intercom's answers ask for. Thread-safe.</summary>
internal sealed class RateGate
{
    private static readonly ConcurrentDictionary<string, RateGate> s_gates = new(StringComparer.Ordinal);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, RequestPace> _paces = new();
    private long _closedUntil;

    /// <summary>One gate per workspace and process.</summary>
    public static RateGate Of(string workspace) => s_gates.GetOrAdd(workspace, static _ => new RateGate());

    /// <summary>True when a request need not wait.</summary>
    public bool IsOpen(ContactResolverOptions options) => options.RequestsPerTenSeconds is null && Volatile.Read(ref _closedUntil) == 0;

    /// <summary>Waits for the turn of one request.</summary>
    public async Task WaitAsync(ContactResolverOptions options, Func<TimeSpan, CancellationToken, Task> delayAsync, CancellationToken cancellationToken)
    {
        if (options.RequestsPerTenSeconds is { } limit)
        {
            await _paces.GetOrAdd(limit, requests => new RequestPace(requests)).WaitAsync(options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        // One wait only: the jittered end lies in the next window, and a 429 there has a wait of its own.
        var pause = new DateTimeOffset(Volatile.Read(ref _closedUntil), TimeSpan.Zero) - options.TimeProvider.GetUtcNow();
        if (pause > TimeSpan.Zero)
        {
            await delayAsync(RetryDelays.WithJitter(pause), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes what an answer says about the current window.</summary>
    public void Observe(ApiReply reply, TimeProvider timeProvider)
    {
        if (reply.WindowUsedUpUntil is not { } reset)
        {
            return;
        }

        var latest = timeProvider.GetUtcNow() + s_longestPause;
        Volatile.Write(ref _closedUntil, (reset < latest ? reset : latest).UtcTicks);
    }
}
