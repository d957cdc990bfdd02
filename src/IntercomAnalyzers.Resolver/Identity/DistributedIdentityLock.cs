using Medallion.Threading;
using Microsoft.Extensions.Logging;

namespace IntercomAnalyzers.Resolver;

/// <summary>Locks across processes. Lock names are hashes: no identifier leaves the process. Thread-safe.</summary>
internal sealed class DistributedIdentityLock(IDistributedLockProvider provider, ILogger logger) : IIdentityLock
{
    private const string NamePrefix = "intercom-contact-lock-";

    public async ValueTask<IHeldIdentity> AcquireAsync(IReadOnlyList<IdentityKey> sortedKeys, CancellationToken cancellationToken)
    {
        var held = new HeldLocks(sortedKeys.Count, logger);
        try
        {
            foreach (var key in sortedKeys)
            {
                var name = NamePrefix + SharedKey.Of(key);
                held.Add(await provider.CreateLock(name).AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false));
            }

            return held;
        }
        catch (Exception exception)
        {
            await held.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new IdentityLockException(exception);
        }
    }

    private sealed class HeldLocks(int capacity, ILogger logger) : IHeldIdentity
    {
        private readonly Stack<IDistributedSynchronizationHandle> _handles = new(capacity);
        private readonly List<CancellationToken> _lost = new(capacity);

        public bool IsLost => _lost.Any(token => token.IsCancellationRequested);

        public void Add(IDistributedSynchronizationHandle handle)
        {
            _handles.Push(handle);
            // Read at once: providers start to watch the lock when somebody asks for the token.
            _lost.Add(handle.HandleLostToken);
        }

        public async ValueTask DisposeAsync()
        {
            while (_handles.Count > 0)
            {
                try
                {
                    await _handles.Pop().DisposeAsync().ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    // The contact is resolved all the same; the lock ends by its own expiry.
                    Log.LockNotReleased(logger, exception.GetType().Name);
                }
            }
        }
    }
}
