using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>A cache in memory that can fail.</summary>
internal sealed class FakeDistributedCache(TimeProvider timeProvider) : IDistributedCache
{
    private readonly ConcurrentDictionary<string, (byte[] Value, DateTimeOffset Until)> _entries = new(StringComparer.Ordinal);
    private int _writes;

    public Exception? FailsToRead { get; set; }

    public Exception? FailsToWrite { get; set; }

    /// <summary>Runs when an entry was set.</summary>
    public Action? OnSet { get; set; }

    /// <summary>Sets and removals asked for.</summary>
    public int Writes => _writes;

    /// <summary>Names and values of the live entries.</summary>
    public IReadOnlyDictionary<string, string> Entries => _entries.Where(entry => entry.Value.Until > timeProvider.GetUtcNow())
        .ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetString(entry.Value.Value));

    /// <summary>Replaces what every entry holds.</summary>
    public void Corrupt()
    {
        foreach (var (key, entry) in _entries)
        {
            _entries[key] = ("{"u8.ToArray(), entry.Until);
        }
    }

    public byte[]? Get(string key) => throw new NotSupportedException();

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        token.ThrowIfCancellationRequested();
        return FailsToRead is { } failure ? Task.FromException<byte[]?>(failure)
            : Task.FromResult(_entries.TryGetValue(key, out var entry) && entry.Until > timeProvider.GetUtcNow() ? entry.Value : null);
    }

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => WriteAsync(() => _entries.TryRemove(key, out _), token);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        WriteAsync(
            () =>
            {
                _entries[key] = (value, timeProvider.GetUtcNow() + options.AbsoluteExpirationRelativeToNow!.Value);
                OnSet?.Invoke();
            },
            token);

    private Task WriteAsync(Action write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _writes);
        if (FailsToWrite is { } failure)
        {
            return Task.FromException(failure);
        }

        write();
        return Task.CompletedTask;
    }
}
