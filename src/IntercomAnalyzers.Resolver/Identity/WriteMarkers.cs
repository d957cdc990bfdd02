using Microsoft.Extensions.Caching.Memory;

namespace IntercomAnalyzers.Resolver;

/// <summary>The markers of this process. They outlive the lock because Intercom's search lags behind writes. Thread-safe.</summary>
internal sealed class WriteMarkers(IMemoryCache cache)
{
    public static WriteMarkers Shared { get; } = new(new MemoryCache(new MemoryCacheOptions()));

    public WriteMarker? Find(string key, ContactResolverOptions options) =>
        cache.TryGetValue(key, out WriteMarker? marker) && marker is not null
            && options.TimeProvider.GetUtcNow() - marker.WrittenAt < options.MarkerAge
            ? marker
            : null;

    /// <summary>Writes the marker; null removes it.</summary>
    public void Write(string key, WriteMarker? marker, ContactResolverOptions options)
    {
        if (marker is null)
        {
            cache.Remove(key);
            return;
        }

        // A contact that is found again and again needs no new entry each time.
        if (Find(key, options) is { ContactId: not null } present && present.ContactId == marker.ContactId && present.ExternalIdHash == marker.ExternalIdHash
            && marker.WrittenAt - present.WrittenAt < TimeSpan.FromTicks(options.MarkerAge.Ticks / 10))
        {
            return;
        }

        // Find decides by the options' clock; the cache's own expiry only frees the memory.
        using var entry = cache.CreateEntry(key);
        entry.AbsoluteExpirationRelativeToNow = options.MarkerAge;
        entry.Priority = marker.ContactId is null ? CacheItemPriority.NeverRemove : CacheItemPriority.Normal;
        entry.Value = marker;
    }
}
