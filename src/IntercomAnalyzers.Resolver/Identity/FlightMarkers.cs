namespace IntercomAnalyzers.Resolver;

/// <summary>The markers of one identity as one flight sees them: the shared ones first, then those of the process. Used by one flight.</summary>
internal sealed class FlightMarkers(ContactIdentity identity, ResolverSettings settings)
{
    // Null when processes share nothing.
    private readonly Dictionary<KeyHash, WriteMarker>? _shared = settings.SharedMarkers is null ? null : new();
    private bool _readFailed;

    /// <summary>Why the shared markers are not to be trusted in this flight, or null.</summary>
    public Exception? SharedFailure { get; private set; }

    /// <summary>True when other processes see the markers.</summary>
    public bool AreShared => settings.SharedMarkers is not null;

    /// <summary>Reads the shared markers. Never throws but for a cancellation.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => settings.SharedMarkers is { } shared ? LoadAsync(shared, cancellationToken) : Task.CompletedTask;

    public WriteMarker? Find(IdentityKey key) => _shared is not null && _shared.TryGetValue(key.Hash, out var marker) ? marker : settings.Markers.Find(key, settings.Options);

    /// <summary>Writes markers. Never throws but for a cancellation.</summary>
    public Task WriteAsync(MarkerChanges markers, CancellationToken cancellationToken)
    {
        foreach (var pair in markers)
        {
            settings.Markers.Write(pair.Key, pair.Value, settings.Options);
        }

        return settings.SharedMarkers is { } shared ? WriteAsync(shared, markers, cancellationToken) : Task.CompletedTask;
    }

    private async Task LoadAsync(SharedMarkers shared, CancellationToken cancellationToken)
    {
        try
        {
            var markers = await Task.WhenAll(identity.Keys.Select(key => shared.ReadAsync(key, cancellationToken))).ConfigureAwait(false);
            foreach (var (key, marker) in identity.Keys.Zip(markers, (key, marker) => (key, marker)))
            {
                if (marker is not null)
                {
                    _shared![key.Hash] = marker;
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

    private async Task WriteAsync(SharedMarkers shared, MarkerChanges markers, CancellationToken cancellationToken)
    {
        var writes = new List<Task>();
        foreach (var pair in markers)
        {
            if (IsDue(pair.Key, pair.Value))
            {
                writes.Add(shared.WriteAsync(pair.Key, pair.Value, cancellationToken));
            }

            Show(pair.Key, pair.Value);
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
    private bool IsDue(IdentityKey key, WriteMarker? marker) => _readFailed
        ? marker?.ContactId is not null
        : !_shared!.TryGetValue(key.Hash, out var present) ? marker is not null
        : marker?.ContactId is null || (marker.ContactId, marker.ExternalIdHash) != (present.ContactId, present.ExternalIdHash);

    private void Show(IdentityKey key, WriteMarker? marker)
    {
        if (marker is null)
        {
            _shared!.Remove(key.Hash);
        }
        else
        {
            _shared![key.Hash] = marker;
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
