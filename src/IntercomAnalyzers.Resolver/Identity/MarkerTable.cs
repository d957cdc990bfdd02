namespace IntercomAnalyzers.Resolver;

/// <summary>Markers by key. Most name a contact and say nothing else: those are kept without an object, because each object that stays costs a collector more than its bytes.</summary>
internal sealed class MarkerTable
{
    private readonly Dictionary<KeyHash, Known> _known = new();
    // Null while there are none, which is most of the time.
    private Dictionary<KeyHash, WriteMarker>? _others;

    public WriteMarker? Find(KeyHash key) =>
        _known.TryGetValue(key, out var known) ? known.Marker
        : _others is not null && _others.TryGetValue(key, out var other) ? other
        : null;

    /// <summary>Writes the marker, but not again while an equal one that names a contact is younger than <paramref name="refresh"/>: people who are found again and again need no new entry each time.</summary>
    public void Write(KeyHash key, WriteMarker marker, TimeSpan refresh)
    {
        if (Known.TryMake(marker) is { } known)
        {
            if (!_known.TryGetValue(key, out var present) || !present.Id.Equals(known.Id) || known.WrittenAt - present.WrittenAt >= refresh)
            {
                _known[key] = known;
            }

            _others?.Remove(key);
        }
        else
        {
            _others ??= new Dictionary<KeyHash, WriteMarker>();
            if (marker.ContactId is null || !_others.TryGetValue(key, out var present) || present with { WrittenAt = marker.WrittenAt } != marker || marker.WrittenAt - present.WrittenAt >= refresh)
            {
                _others[key] = marker;
            }

            _known.Remove(key);
        }
    }

    public void Remove(KeyHash key)
    {
        _known.Remove(key);
        _others?.Remove(key);
    }

    private readonly struct Known(ObjectId id, long ticks)
    {
        private readonly long _ticks = ticks;

        public ObjectId Id { get; } = id;

        public DateTimeOffset WrittenAt => new(_ticks, TimeSpan.Zero);

        public WriteMarker Marker => new(Id.ToString(), null, WrittenAt);

        public static Known? TryMake(WriteMarker marker) =>
            marker is { ContactId: { } text, ExternalIdHash: null, ExternalId: null } && ObjectId.TryParse(text) is { } id ? new Known(id, marker.WrittenAt.UtcTicks) : null;
    }
}
