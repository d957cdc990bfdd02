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

    public async ValueTask<IHeldIdentity> AcquireAsync(IReadOnlyList<string> sortedKeys, CancellationToken cancellationToken)
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
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class HeldKeys(int capacity) : IHeldIdentity
    {
        private readonly Stack<RateLimitLease> _leases = new(capacity);

        public bool IsLost => false;

        public void Add(RateLimitLease lease)
        {
            _leases.Push(lease);
            if (!lease.IsAcquired)
            {
                throw new InvalidOperationException("The identity lock refused a permit.");
            }
        }

        public ValueTask DisposeAsync()
        {
            while (_leases.Count > 0)
            {
                _leases.Pop().Dispose();
            }

            return default;
        }
    }
}
