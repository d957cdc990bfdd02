namespace IntercomAnalyzers.Resolver;

/// <summary>One flight per identity: whoever holds a key keeps every other flight with that key waiting.</summary>
internal interface IIdentityLock
{
    /// <summary>Takes all keys in the order given; disposing the result releases them in reverse.</summary>
    /// <exception cref="IdentityLockException">The keys cannot be locked; none is held.</exception>
    ValueTask<IHeldIdentity> AcquireAsync(IReadOnlyList<IdentityKey> sortedKeys, CancellationToken cancellationToken);
}
