namespace IntercomAnalyzers.Resolver;

/// <summary>
/// Two locks, the outer one first: flights of one process queue in the process, and one of them at a time asks the distributed lock.
/// No flight waits for the outer lock while it holds the inner one, so the order of both stays free of deadlocks. Thread-safe.
/// </summary>
internal sealed class LayeredIdentityLock(IIdentityLock outer, IIdentityLock inner) : IIdentityLock
{
    public async ValueTask<IHeldIdentity> AcquireAsync(IReadOnlyList<IdentityKey> sortedKeys, CancellationToken cancellationToken)
    {
        var first = await outer.AcquireAsync(sortedKeys, cancellationToken).ConfigureAwait(false);
        try
        {
            return new HeldLayers(first, await inner.AcquireAsync(sortedKeys, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await first.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class HeldLayers(IHeldIdentity outer, IHeldIdentity inner) : IHeldIdentity
    {
        public bool IsLost => outer.IsLost || inner.IsLost;

        public async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            await outer.DisposeAsync().ConfigureAwait(false);
        }
    }
}
