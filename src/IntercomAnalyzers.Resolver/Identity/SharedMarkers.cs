using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// Markers that processes share. Names are hashes, and entries hold Intercom's id and a hash of the external_id only. An entry counts as long as the cache keeps it,
/// so that clocks need not agree. Every call is bounded by the attempt's limit; failures are thrown as they come. Thread-safe.
/// </summary>
internal sealed class SharedMarkers(IDistributedCache cache, ContactResolverOptions options)
{
    private const string NamePrefix = "intercom-contact-marker-";

    public async Task<WriteMarker?> ReadAsync(IdentityKey key, CancellationToken cancellationToken)
    {
        byte[]? bytes = null;
        await RunAsync(async token => bytes = await cache.GetAsync(NameOf(key), token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return bytes is null ? null : JsonSerializer.Deserialize(bytes, WriteMarkerJson.Default.WriteMarker) ?? throw new JsonException("The marker is null.");
    }

    /// <summary>Writes the marker; null removes it.</summary>
    public Task WriteAsync(IdentityKey key, WriteMarker? marker, CancellationToken cancellationToken)
    {
        var now = options.TimeProvider.GetUtcNow();
        var left = marker is null ? TimeSpan.Zero : marker.WrittenAt + options.MarkerAge - now;
        if (left <= TimeSpan.Zero)
        {
            return RunAsync(token => cache.RemoveAsync(NameOf(key), token), cancellationToken);
        }

        // A marker of a process whose clock is ahead must not live longer than one of this process.
        var age = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = left < options.MarkerAge ? left : options.MarkerAge };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(marker!, WriteMarkerJson.Default.WriteMarker);
        return RunAsync(token => cache.SetAsync(NameOf(key), bytes, age, token), cancellationToken);
    }

    private static string NameOf(IdentityKey key) => NamePrefix + SharedKey.Of(key);

    // Some caches look at the token only before they start.
    private async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var timeout = options.TimeProvider.CreateCancellationTokenSource(options.AttemptTimeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await work(either.Token).WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(false);
    }
}
