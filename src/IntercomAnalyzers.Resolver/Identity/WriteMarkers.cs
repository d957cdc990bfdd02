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
            return part.Find(key.Hash) is { } marker && options.TimeProvider.GetUtcNow() - marker.WrittenAt < options.MarkerAge ? marker : null;
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

            part.Write(key.Hash, marker, TimeSpan.FromTicks(options.MarkerAge.Ticks / 10));
        }

        Forget();
    }

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

    /// <summary>Two generations of one part of the keys.</summary>
    private sealed class Part
    {
        private MarkerTable? _old;
        private MarkerTable _young = new();

        public WriteMarker? Find(KeyHash key) => _young.Find(key) ?? _old?.Find(key);

        public void Write(KeyHash key, WriteMarker marker, TimeSpan refresh) => _young.Write(key, marker, refresh);

        public void Remove(KeyHash key)
        {
            _young.Remove(key);
            _old?.Remove(key);
        }

        public void Age()
        {
            _old = _young;
            _young = new();
        }
    }
}
