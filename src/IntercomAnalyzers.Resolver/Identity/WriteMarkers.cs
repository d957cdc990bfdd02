using System.Diagnostics;

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// The markers of this process. They outlive the lock because Intercom's search lags behind writes. Entries are forgotten by generations: what was not
/// written for one to two marker ages. Thread-safe.
/// </summary>
internal sealed class WriteMarkers
{
    // In parts, so that flights of different people seldom meet.
    private readonly Part[] _parts = [.. Enumerable.Range(0, 32).Select(_ => new Part())];
    private readonly object _gate = new();
    private long _youngSince = Stopwatch.GetTimestamp();
    private long _longestAge;

    public static WriteMarkers Shared { get; } = new();

    public WriteMarker? Find(IdentityKey key, ContactResolverOptions options)
    {
        var part = PartOf(key.Hash);
        lock (part)
        {
            return Counts(part.Find(key.Hash), options.TimeProvider.GetUtcNow(), options)?.Marker;
        }
    }

    /// <summary>Writes the marker; null removes it.</summary>
    public void Write(IdentityKey key, WriteMarker? marker, ContactResolverOptions options)
    {
        Keep(options.MarkerAge.Ticks);
        var part = PartOf(key.Hash);
        lock (part)
        {
            if (marker is null)
            {
                part.Remove(key.Hash);
                return;
            }

            if (IsKnown(Counts(part.Find(key.Hash), marker.WrittenAt, options), marker, options))
            {
                return;
            }

            part.Write(key.Hash, marker);
        }

        Forget();
    }

    private static Kept? Counts(Kept? kept, DateTimeOffset now, ContactResolverOptions options) =>
        kept is { } present && now - present.WrittenAt < options.MarkerAge ? kept : null;

    // A contact that is found again and again needs no new entry each time.
    private static bool IsKnown(Kept? kept, WriteMarker marker, ContactResolverOptions options) =>
        kept is { ContactId: not null } present
        && present.ContactId == marker.ContactId
        && present.ExternalIdHash == marker.ExternalIdHash
        && marker.WrittenAt - present.WrittenAt < TimeSpan.FromTicks(options.MarkerAge.Ticks / 10);

    // Resolvers with other options keep their markers as long as they need them.
    private void Keep(long age)
    {
        if (age > Volatile.Read(ref _longestAge))
        {
            lock (_gate)
            {
                _longestAge = Math.Max(age, _longestAge);
            }
        }
    }

    // Find decides by the options' clock; real time only frees the memory.
    private void Forget()
    {
        var now = Stopwatch.GetTimestamp();
        if (!IsOver(now))
        {
            return;
        }

        lock (_gate)
        {
            if (!IsOver(now))
            {
                return;
            }

            Volatile.Write(ref _youngSince, now);
            foreach (var part in _parts)
            {
                lock (part)
                {
                    part.Age();
                }
            }
        }
    }

    private bool IsOver(long now) =>
        (now - Volatile.Read(ref _youngSince)) / (double)Stopwatch.Frequency >= Volatile.Read(ref _longestAge) / (double)TimeSpan.TicksPerSecond;

    private Part PartOf(KeyHash key) => _parts[key.Part(_parts.Length)];

    /// <summary>Two generations of one part of the keys. Entries lie side by side, which a growing heap's collector likes better than a node for each.</summary>
    private sealed class Part
    {
        private Dictionary<KeyHash, Kept> _old = new();
        private Dictionary<KeyHash, Kept> _young = new();

        public Kept? Find(KeyHash key) => _young.TryGetValue(key, out var kept) || _old.TryGetValue(key, out kept) ? kept : null;

        public void Write(KeyHash key, WriteMarker marker) => _young[key] = new Kept(marker);

        public void Remove(KeyHash key)
        {
            _young.Remove(key);
            _old.Remove(key);
        }

        public void Age()
        {
            _old = _young;
            _young = new();
        }
    }

    /// <summary>A marker as it is kept. Most name a contact and say nothing else: of those only the id is an object, because each one that stays costs the collector more than its bytes.</summary>
    private readonly struct Kept(WriteMarker marker)
    {
        private readonly object _idOrMarker = marker is { ContactId: { } id, ExternalIdHash: null, ExternalId: null } ? id : marker;
        private readonly long _ticks = marker.WrittenAt.UtcTicks;

        public string? ContactId => _idOrMarker as string ?? ((WriteMarker)_idOrMarker).ContactId;

        public string? ExternalIdHash => (_idOrMarker as WriteMarker)?.ExternalIdHash;

        public DateTimeOffset WrittenAt => new(_ticks, TimeSpan.Zero);

        public WriteMarker Marker => _idOrMarker as WriteMarker ?? new WriteMarker(ContactId, null, WrittenAt);
    }
}
