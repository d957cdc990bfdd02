namespace IntercomAnalyzers.Resolver;

/// <summary>The markers of one identity as one flight sees them: the shared ones first, then those of the process. Used by one flight.</summary>
internal sealed class FlightMarkers(ContactIdentity identity, ResolverSettings settings)
{
    private readonly Dictionary<string, WriteMarker> _shared = new(StringComparer.Ordinal);
    private bool _readFailed;

    /// <summary>Why the shared markers are not to be trusted in this flight, or null.</summary>
    public Exception? SharedFailure { get; private set; }

    /// <summary>Reads the shared markers. Never throws but for a cancellation.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (settings.SharedMarkers is not { } shared)
        {
            return;
        }

        try
        {
            var markers = await Task.WhenAll(identity.Keys.Select(key => shared.ReadAsync(key, cancellationToken))).ConfigureAwait(false);
            foreach (var (key, marker) in identity.Keys.Zip(markers, (key, marker) => (key, marker)))
            {
                if (marker is not null)
                {
                    _shared[key] = marker;
                }
            }
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _readFailed = true;
            Fail("read", exception);
        }
    }

    public WriteMarker? Find(string? key) => key is null ? null : _shared.TryGetValue(key, out var marker) ? marker : settings.Markers.Find(key, settings.Options);

    /// <summary>Writes markers; null removes one. Never throws but for a cancellation.</summary>
    public async Task WriteAsync(IReadOnlyDictionary<string, WriteMarker?> markers, CancellationToken cancellationToken)
    {
        var writes = new List<Task>();
        foreach (var (key, marker) in markers.Select(pair => (pair.Key, pair.Value)))
        {
            settings.Markers.Write(key, marker, settings.Options);
            if (settings.SharedMarkers is { } shared && IsDue(key, marker))
            {
                writes.Add(shared.WriteAsync(key, marker, cancellationToken));
            }

            Show(key, marker);
        }

        try
        {
            await Task.WhenAll(writes).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fail("write", exception);
        }
    }

    // What could not be read may belong to another process: only a contact that is known may replace it.
    private bool IsDue(string key, WriteMarker? marker) => _readFailed
        ? marker?.ContactId is not null
        : !_shared.TryGetValue(key, out var present) ? marker is not null
        : marker?.ContactId is null || (marker.ContactId, marker.ExternalIdHash) != (present.ContactId, present.ExternalIdHash);

    private void Show(string key, WriteMarker? marker)
    {
        if (marker is null)
        {
            _shared.Remove(key);
        }
        else if (settings.SharedMarkers is not null)
        {
            _shared[key] = marker;
        }
    }

    private void Fail(string operation, Exception exception)
    {
        if (SharedFailure is null)
        {
            Log.MarkersFailed(settings.Logger, identity.Hash, operation, exception.GetType().Name);
        }

        SharedFailure = exception;
    }
}
