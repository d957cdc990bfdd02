using System.Threading.RateLimiting;

namespace IntercomAnalyzers.Resolver;

/// <summary>Locks within this process; idle keys are dropped by the limiter. Thread-safe.</summary>
internal sealed class InProcessIdentityLock : IIdentityLock
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = 1,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }),
        StringComparer.Ordinal);

    public static InProcessIdentityLock Shared { get; } = new();

    public async ValueTask<IDisposable> AcquireAsync(IReadOnlyList<string> sortedKeys, CancellationToken cancellationToken)
    {
        var held = new HeldKeys(sortedKeys.Count);
        try
        {
            foreach (var key in sortedKeys)
            {
                held.Add(await _limiter.AcquireAsync(key, 1, cancellationToken).ConfigureAwait(false));
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private sealed class HeldKeys(int capacity) : IDisposable
    {
        private readonly Stack<RateLimitLease> _leases = new(capacity);

        public void Add(RateLimitLease lease)
        {
            _leases.Push(lease);
            if (!lease.IsAcquired)
            {
                throw new InvalidOperationException("The identity lock refused a permit.");
            }
        }

        public void Dispose()
        {
            while (_leases.Count > 0)
            {
                _leases.Pop().Dispose();
            }
        }
    }
}
