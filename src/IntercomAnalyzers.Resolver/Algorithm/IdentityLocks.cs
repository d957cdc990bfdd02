using System.Threading.RateLimiting;

namespace IntercomAnalyzers.Resolver.Algorithm;

/// <summary>One resolution at a time per identity, in this process. Thread-safe.</summary>
internal sealed class IdentityLocks
{
    /// <summary>Shared by all resolvers of the process: two of them may well serve one workspace.</summary>
    public static readonly IdentityLocks Shared = new();

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetConcurrencyLimiter(
        key,
        _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));

    /// <summary>Takes all keys in their order; the result gives them back.</summary>
    public async Task<IDisposable> AcquireAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var held = new Held();
        try
        {
            foreach (var key in keys) held.Add(await limiter.AcquireAsync(key, 1, cancellationToken).ConfigureAwait(false));
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private sealed class Held : IDisposable
    {
        private readonly Stack<RateLimitLease> leases = new();

        public void Add(RateLimitLease lease) => leases.Push(lease);

        public void Dispose()
        {
            while (leases.Count > 0) leases.Pop().Dispose();
        }
    }
}
