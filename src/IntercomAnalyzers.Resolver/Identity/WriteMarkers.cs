using System.Collections.Concurrent;
using System.Diagnostics;

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// The markers of this process. They outlive the lock because Intercom's search lags behind writes. Entries are forgotten by generations: what was not
/// written for one to two marker ages. Thread-safe; a lookup takes no lock.
/// </summary>
internal sealed class WriteMarkers
{
    private readonly object _gate = new();
    private Generations _generations = new(Old: new(StringComparer.Ordinal), Young: new(StringComparer.Ordinal), YoungSince: Stopwatch.GetTimestamp());
    private long _longestAge;

    public static WriteMarkers Shared { get; } = new();

    public WriteMarker? Find(string key, ContactResolverOptions options) => Find(key, options, options.TimeProvider.GetUtcNow());

    /// <summary>Writes the marker; null removes it.</summary>
    public void Write(string key, WriteMarker? marker, ContactResolverOptions options)
    {
        Forget(options.MarkerAge.Ticks);
        var generations = Volatile.Read(ref _generations);
        if (marker is null)
        {
            generations.Young.TryRemove(key, out _);
            generations.Old.TryRemove(key, out _);
        }
        else if (!IsKnown(key, marker, options))
        {
            generations.Young[key] = marker;
        }
    }

    private WriteMarker? Find(string key, ContactResolverOptions options, DateTimeOffset now)
    {
        var generations = Volatile.Read(ref _generations);
        return (generations.Young.TryGetValue(key, out var marker) || generations.Old.TryGetValue(key, out marker)) && now - marker.WrittenAt < options.MarkerAge ? marker : null;
    }

    // A contact that is found again and again needs no new entry each time.
    private bool IsKnown(string key, WriteMarker marker, ContactResolverOptions options) =>
        Find(key, options, marker.WrittenAt) is { ContactId: not null } present
        && present.ContactId == marker.ContactId
        && present.ExternalIdHash == marker.ExternalIdHash
        && marker.WrittenAt - present.WrittenAt < TimeSpan.FromTicks(options.MarkerAge.Ticks / 10);

    // Find decides by the options' clock; real time only frees the memory.
    private void Forget(long age)
    {
        var now = Stopwatch.GetTimestamp();
        if (age <= Volatile.Read(ref _longestAge) && !IsOver(Volatile.Read(ref _generations), now))
        {
            return;
        }

        lock (_gate)
        {
            // Resolvers with other options keep their markers as long as they need them.
            _longestAge = Math.Max(age, _longestAge);
            if (IsOver(_generations, now))
            {
                Volatile.Write(ref _generations, new Generations(Old: _generations.Young, Young: new(StringComparer.Ordinal), YoungSince: now));
            }
        }
    }

    private bool IsOver(Generations generations, long now) =>
        (now - generations.YoungSince) / (double)Stopwatch.Frequency >= Volatile.Read(ref _longestAge) / (double)TimeSpan.TicksPerSecond;

    private sealed record Generations(ConcurrentDictionary<string, WriteMarker> Old, ConcurrentDictionary<string, WriteMarker> Young, long YoungSince);
}
