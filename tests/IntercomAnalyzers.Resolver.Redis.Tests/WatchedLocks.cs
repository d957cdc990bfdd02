using Medallion.Threading;

namespace IntercomAnalyzers.Resolver.Redis.Tests;

/// <summary>Locks of another provider; tells when one that was taken is lost.</summary>
internal sealed class WatchedLocks(IDistributedLockProvider inner) : IDistributedLockProvider
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the provider has noticed the loss.</summary>
    public Task Lost => _lost.Task;

    public IDistributedLock CreateLock(string name) => new Lock(this, inner.CreateLock(name));

    private sealed class Lock(WatchedLocks owner, IDistributedLock inner) : IDistributedLock
    {
        public string Name => inner.Name;

        public IDistributedSynchronizationHandle Acquire(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async ValueTask<IDistributedSynchronizationHandle> AcquireAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        {
            var handle = await inner.AcquireAsync(timeout, cancellationToken);
            handle.HandleLostToken.Register(() => owner._lost.TrySetResult());
            return handle;
        }

        public IDistributedSynchronizationHandle? TryAcquire(TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IDistributedSynchronizationHandle?> TryAcquireAsync(TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
