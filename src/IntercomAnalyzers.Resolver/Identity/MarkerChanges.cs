namespace IntercomAnalyzers.Resolver;

/// <summary>Markers to write together, null for one to remove: at most one for each of an identity's few keys.</summary>
internal sealed class MarkerChanges
{
    private readonly List<KeyValuePair<IdentityKey, WriteMarker?>> _markers = new(2);

    public void Set(IdentityKey key, WriteMarker? marker)
    {
        for (var i = 0; i < _markers.Count; i++)
        {
            if (_markers[i].Key.Hash.Equals(key.Hash))
            {
                _markers[i] = new KeyValuePair<IdentityKey, WriteMarker?>(key, marker);
                return;
            }
        }

        _markers.Add(new KeyValuePair<IdentityKey, WriteMarker?>(key, marker));
    }

    public void Clear() => _markers.Clear();

    public List<KeyValuePair<IdentityKey, WriteMarker?>>.Enumerator GetEnumerator() => _markers.GetEnumerator();
}
