using Microsoft.Extensions.Caching.Memory;

namespace IntercomAnalyzers.Resolver.Algorithm;

/// <summary>
/// Remembers recent writes per identity, because search does not see them for minutes: the id of a contact that was written, or that a create was sent whose outcome is
/// not known. "Not found" is never remembered. Thread-safe.
/// </summary>
internal sealed class WriteMarkers
{
    public static readonly WriteMarkers Shared = new();

    // Evicting a marker early costs requests, not correctness of users with an external_id; the limit keeps memory flat.
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 200_000 });

    /// <summary>The id of the contact that was written under any of the keys, or null.</summary>
    public string? KnownId(IReadOnlyList<string> keys) => keys.Select(k => cache.TryGetValue(k, out Marker? marker) ? marker?.Id : null).FirstOrDefault(id => id is not null);

    /// <summary>True when a create was sent under any of the keys and its outcome is not known.</summary>
    public bool HasOpenCreate(IReadOnlyList<string> keys) => keys.Any(k => cache.TryGetValue(k, out Marker? marker) && marker is { Id: null });

    public void Wrote(IReadOnlyList<string> keys, string id, TimeSpan lifetime) => Set(keys, new Marker(id), lifetime);

    public void Sending(IReadOnlyList<string> keys, TimeSpan lifetime) => Set(keys, new Marker(null), lifetime);

    public void Forget(IReadOnlyList<string> keys)
    {
        foreach (var key in keys) cache.Remove(key);
    }

    private void Set(IReadOnlyList<string> keys, Marker marker, TimeSpan lifetime)
    {
        foreach (var key in keys) cache.Set(key, marker, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = lifetime, Size = 1 });
    }

    private sealed record Marker(string? Id);
}
