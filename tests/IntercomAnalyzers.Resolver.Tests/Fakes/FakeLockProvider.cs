using System.Collections.Concurrent;
using Medallion.Threading;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>A lock service in memory that can fail and lose locks.</summary>
internal sealed class FakeLockProvider : IDistributedLockProvider
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Handle, string> _held = new();
    private readonly ConcurrentQueue<string> _events = new();

    /// <summary>"take name" and "release name", in order.</summary>
    public IReadOnlyList<string> Events => [.. _events];

    public int HeldCount => _held.Count;

    /// <summary>Runs before a lock is asked for; what it throws is the service's failure.</summary>
    public Func<string, Task>? OnAcquire { get; set; }

    /// <summary>Runs after a lock was released; what it throws is the service's failure.</summary>
    public Func<Task>? OnRelease { get; set; }

    /// <summary>All locks that are held may belong to somebody else from now on.</summary>
    public void LoseAll()
    {
        foreach (var handle in _held.Keys)
        {
            handle.Lose();
        }
    }

    public IDistributedLock CreateLock(string name) => new Lock(this, name);

    private async ValueTask<IDistributedSynchronizationHandle> AcquireAsync(string name, CancellationToken cancellationToken)
    {
        if (OnAcquire is { } onAcquire)
        {
            await onAcquire(name);
        }

        await _locks.GetOrAdd(name, _ => new SemaphoreSlim(1, 1)).WaitAsync(cancellationToken);
        var handle = new Handle(this, name);
        _held[handle] = name;
        _events.Enqueue("take " + name);
        return handle;
    }

    private async ValueTask ReleaseAsync(Handle handle, string name)
    {
        if (_held.TryRemove(handle, out _))
        {
            _events.Enqueue("release " + name);
            _locks[name].Release();
        }

        if (OnRelease is { } onRelease)
        {
            await onRelease();
        }
    }

    private sealed class Handle(FakeLockProvider provider, string name) : IDistributedSynchronizationHandle
    {
        private readonly CancellationTokenSource _lost = new();

        public CancellationToken HandleLostToken => _lost.Token;

        public void Lose() => _lost.Cancel();

        public void Dispose() => throw new NotSupportedException();

        public ValueTask DisposeAsync() => provider.ReleaseAsync(this, name);
    }

    private sealed class Lock(FakeLockProvider provider, string name) : IDistributedLock
    {
        public string Name => name;

        public IDistributedSynchronizationHandle Acquire(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IDistributedSynchronizationHandle> AcquireAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => provider.AcquireAsync(name, cancellationToken);

        public IDistributedSynchronizationHandle? TryAcquire(TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IDistributedSynchronizationHandle?> TryAcquireAsync(TimeSpan timeout = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
