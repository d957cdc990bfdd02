using System.Threading.RateLimiting;

namespace IntercomAnalyzers.Resolver;

/// <summary>Lets at most so many requests start within any ten seconds; the others wait in order. Thread-safe.</summary>
internal sealed class RequestPace(int requestsPerWindow)
{
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    // A permit comes back one window after its request began, by the options' clock: stricter than Intercom's fixed windows, whose borders are not known.
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = requestsPerWindow,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public async ValueTask WaitAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var permit = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        _ = ReturnAsync(permit, timeProvider);
    }

    private static async Task ReturnAsync(RateLimitLease permit, TimeProvider timeProvider)
    {
        await timeProvider.Delay(s_window, CancellationToken.None).ConfigureAwait(false);
        permit.Dispose();
    }
}
