namespace IntercomAnalyzers.Resolver;

/// <summary>Locks within this process, first come, first served. Only keys that are held take memory. Thread-safe.</summary>
internal sealed class InProcessIdentityLock : IIdentityLock
{
    // Every key that is held, with those that wait for it, if any do; in parts, so that flights of different people seldom meet.
    private readonly Dictionary<KeyHash, Queue<Waiter>?>[] _parts = [.. Enumerable.Range(0, 64).Select(_ => new Dictionary<KeyHash, Queue<Waiter>?>())];

    public static InProcessIdentityLock Shared { get; } = new();

    public ValueTask<IHeldIdentity> AcquireAsync(IReadOnlyList<IdentityKey> sortedKeys, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var held = new HeldKeys(this, sortedKeys);
        while (held.Count < sortedKeys.Count)
        {
            if (TryTake(sortedKeys[held.Count].Hash) is { } waiter)
            {
                return new ValueTask<IHeldIdentity>(WaitAsync(held, sortedKeys, waiter, cancellationToken));
            }

            held.Count++;
        }

        return new ValueTask<IHeldIdentity>(held);
    }

    private async Task<IHeldIdentity> WaitAsync(HeldKeys held, IReadOnlyList<IdentityKey> sortedKeys, Waiter? waiter, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (waiter is not null)
                {
                    await waiter.WaitAsync(cancellationToken).ConfigureAwait(false);
                }

                held.Count++;
                if (held.Count == sortedKeys.Count)
                {
                    return held;
                }

                waiter = TryTake(sortedKeys[held.Count].Hash);
            }
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Null when the key is taken, else the place in its queue.</summary>
    private Waiter? TryTake(KeyHash key)
    {
        var part = PartOf(key);
        lock (part)
        {
            if (!part.TryGetValue(key, out var queue))
            {
                part.Add(key, null);
                return null;
            }

            if (queue is null)
            {
                part[key] = queue = new Queue<Waiter>();
            }

            var waiter = new Waiter();
            queue.Enqueue(waiter);
            return waiter;
        }
    }

    private void Release(KeyHash key)
    {
        var part = PartOf(key);
        lock (part)
        {
            var queue = part[key];
            while (queue is { Count: > 0 })
            {
                // The key goes from hand to hand; who was cancelled is passed over.
                if (queue.Dequeue().TrySetResult(true))
                {
                    return;
                }
            }

            part.Remove(key);
        }
    }

    private Dictionary<KeyHash, Queue<Waiter>?> PartOf(KeyHash key) => _parts[key.Part(_parts.Length)];

    /// <summary>A place in the queue of one key. Whoever hands the key over does not run what comes after.</summary>
    private sealed class Waiter() : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            using (cancellationToken.Register(static state => ((Waiter)state!).TrySetCanceled(), this))
            {
                await Task.ConfigureAwait(false);
            }
        }
    }

    private sealed class HeldKeys(InProcessIdentityLock owner, IReadOnlyList<IdentityKey> keys) : IHeldIdentity
    {
        /// <summary>How many of the keys are held, from the first on.</summary>
        public int Count { get; set; }

        public bool IsLost => false;

        public ValueTask DisposeAsync()
        {
            while (Count > 0)
            {
                owner.Release(keys[--Count].Hash);
            }

            return default;
        }
    }
}
