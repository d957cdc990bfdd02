namespace IntercomAnalyzers.Resolver;

/// <summary>Markers to write together, null for one to remove: at most one for each of an identity's few keys.</summary>
internal sealed class MarkerChanges
{
    private readonly List<KeyValuePair<string, WriteMarker?>> _markers = new(2);

    public void Set(string key, WriteMarker? marker)
    {
        for (var i = 0; i < _markers.Count; i++)
        {
            if (_markers[i].Key == key)
            {
                _markers[i] = new KeyValuePair<string, WriteMarker?>(key, marker);
                return;
            }
        }

        _markers.Add(new KeyValuePair<string, WriteMarker?>(key, marker));
    }

    public void Clear() => _markers.Clear();

    public List<KeyValuePair<string, WriteMarker?>>.Enumerator GetEnumerator() => _markers.GetEnumerator();
}
