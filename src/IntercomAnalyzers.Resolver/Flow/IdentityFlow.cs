
namespace IntercomAnalyzers.Resolver;

/// <summary>One find-or-create under its identity's lock. Used once.</summary>
internal abstract class IdentityFlow(ApiSession session)
{
    // What the markers go back to when a create was not sent or was refused.
    private readonly MarkerChanges _markersBeforeCreate = new();
    private bool _createUnknown;
    private IHeldIdentity? _held;
    private ContactResolution? _resolved;
    private ContactResolution? _result;

    /// <summary>Extra looks after an unknown outcome or an unreadable conflict.</summary>
    protected const int MaxRechecks = 3;

    public ContactIdentity Identity => Session.Identity;

    public ApiSession Session { get; } = session;

    protected ContactResolverOptions Options => Session.Options;

    protected FlightMarkers Markers { get; } = new(session.Identity, session.Settings);

    /// <summary>Takes the lock and reads the markers. Null, or the failure that ends the flight.</summary>
    public async ValueTask<ContactResolution?> LockAsync(CancellationToken cancellationToken)
    {
        long? waiting = Telemetry.LockWait.Enabled ? Options.TimeProvider.GetTimestamp() : null;
        try
        {
            var held = await Session.Settings.Lock.AcquireAsync(Identity.Keys, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _held, held);
        }
        catch (IdentityLockException exception)
        {
            Log.LockNotTaken(Session.Settings.Logger, Identity.Hash, exception.InnerException!.GetType().Name);
            return Fail(ContactOutcome.LockFailed, null, [], exception.InnerException);
        }

        if (waiting is { } since)
        {
            Telemetry.LockWait.Record(Options.TimeProvider.GetElapsedTime(since).TotalSeconds);
        }

        await Markers.LoadAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>Finds or creates under the lock.</summary>
    /// <exception cref="FlowStoppedException">It cannot be done.</exception>
    public abstract ValueTask<ContactResolution> ResolveAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what the flight has come to.</summary>
    public ContactResolution Keep(ContactResolution result)
    {
        Volatile.Write(ref _result, result);
        return result;
    }

    /// <summary>Gives back the lock, if it was taken.</summary>
    public ValueTask ReleaseAsync() => _held is { } held ? held.DisposeAsync() : default;

    /// <summary>The result when the time is up: what the flight has come to, while markers and lock may still be on their way, else a failure.</summary>
    public ContactResolution EndLate() =>
        Volatile.Read(ref _result)
        ?? (Volatile.Read(ref _resolved) is { } resolved ? EndLate(resolved) : Fail(Volatile.Read(ref _held) is null ? ContactOutcome.LockFailed : ContactOutcome.LookupFailed, null, []));

    /// <summary>A failed result. After a create without a known outcome, a failed lookup must not read as "nothing was created".</summary>
    public ContactResolution Fail(ContactOutcome outcome, ApiReply? reply, IReadOnlyList<string> candidates, Exception? cause = null)
    {
        var (requestIds, attempts) = Session.Sent();
        var saysNothing = outcome is ContactOutcome.LookupFailed or ContactOutcome.LockFailed or ContactOutcome.MarkersUnavailable;
        var known = saysNothing && Volatile.Read(ref _createUnknown) ? ContactOutcome.CreateOutcomeUnknown : outcome;
        return new ContactResolution(known, null, candidates, requestIds, attempts)
        {
            StatusCode = StatusOf(reply),
            ErrorCode = reply?.ErrorCode,
            Cause = cause ?? reply?.Failure,
        };
    }

    /// <summary>The result when the time is up after the contact was resolved.</summary>
    protected virtual ContactResolution EndLate(ContactResolution resolved) => resolved;

    protected ValueTask<ContactResolution> SucceedAsync(ContactOutcome outcome, Contact contact)
    {
        var resolution = Resolved(outcome, contact);
        // Known from here on, even if the deadline ends the wait for the markers.
        Volatile.Write(ref _resolved, resolution);
        var remembered = RememberAsync(contact, outcome == ContactOutcome.Created && contact.Role == ContactRole.User);
        return remembered.Status == TaskStatus.RanToCompletion ? new ValueTask<ContactResolution>(resolution) : AfterAsync(remembered, resolution);
    }

    private static async ValueTask<ContactResolution> AfterAsync(Task task, ContactResolution resolution)
    {
        await task.ConfigureAwait(false);
        return resolution;
    }

    /// <summary>A result for a contact that is known already.</summary>
    protected ContactResolution Resolved(ContactOutcome outcome, Contact contact)
    {
        var (requestIds, attempts) = Session.Sent();
        return new ContactResolution(outcome, contact, [], requestIds, attempts);
    }

    /// <summary>The contact is there, but a later step failed.</summary>
    protected ContactResolution ResolvedBut(ContactOutcome failure, ContactResolution resolved, ApiReply? reply)
    {
        var (requestIds, attempts) = Session.Sent();
        return new ContactResolution(failure, resolved.Contact, [], requestIds, attempts)
        {
            ResolvedAs = resolved.Outcome,
            StatusCode = StatusOf(reply),
            ErrorCode = reply?.ErrorCode,
            Cause = reply?.Failure,
        };
    }

    private static System.Net.HttpStatusCode? StatusOf(ApiReply? reply) => reply is { Status: > 0 } ? (System.Net.HttpStatusCode)reply.Status : null;

    /// <summary>Stops the flight when its lock may belong to another: what was read no longer holds.</summary>
    protected void ThrowIfLockLost()
    {
        if (_held is { IsLost: true })
        {
            Log.LockLost(Session.Settings.Logger, Identity.Hash);
            throw new FlowStoppedException(ContactOutcome.LockFailed);
        }
    }

    /// <summary>
    /// Sends one create. The markers say "outcome unknown" until the answer proves otherwise, also when the caller has gone.
    /// The token counts until the request is sent.
    /// </summary>
    protected async ValueTask<ApiReply> CreateOnceAsync(ApiPath path, byte[] body, BodyShape shape, bool serverChecksKey, CancellationToken cancellationToken)
    {
        var unknownBefore = _createUnknown;
        ThrowIfUnprovable(serverChecksKey);
        await Session.WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        await MarkAsync(unknownBefore, serverChecksKey, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _createUnknown, true);
        Telemetry.Creates.Add(1);
        var reply = await Session.SendOnceAsync(HttpMethod.Post, path, body, shape).ConfigureAwait(false);
        if (reply.Kind == ReplyKind.Failed)
        {
            return reply;
        }

        // An answer that refuses this create says nothing about an earlier one that got no answer.
        Volatile.Write(ref _createUnknown, unknownBefore && reply.Kind is not (ReplyKind.Success or ReplyKind.Conflict));
        if (reply.Kind != ReplyKind.Success && !unknownBefore)
        {
            await RestoreMarkersAsync().ConfigureAwait(false);
        }

        return reply;
    }

    /// <summary>True while an earlier create may have made a contact that search does not show yet and the server's own check would not stop.</summary>
    protected bool HasUnknownCreate(bool serverChecksKey)
    {
        foreach (var key in Identity.Keys)
        {
            if (Markers.Find(key) is { ContactId: null } marker && !(serverChecksKey && Identity.IsExternalIdOf(marker)))
            {
                return true;
            }
        }

        return false;
    }

    protected Conflict ReadConflict(ApiReply reply)
    {
        var conflict = Conflict.Parse(reply.Errors);
        Telemetry.Conflicts.Add(1, new KeyValuePair<string, object?>("kind", conflict.Kind));
        Log.Conflicted(Session.Settings.Logger, Identity.Hash, conflict.Kind);
        return conflict;
    }

    // Without another process there is nothing to share, and the server's own check is better than any marker.
    private void ThrowIfUnprovable(bool serverChecksKey)
    {
        if (!serverChecksKey && Options.DistributedLockProvider is not null && Markers.SharedFailure is { } failure)
        {
            throw new FlowStoppedException(ContactOutcome.MarkersUnavailable) { Cause = failure };
        }
    }

    private async Task MarkAsync(bool unknownBefore, bool serverChecksKey, CancellationToken cancellationToken)
    {
        if (!unknownBefore)
        {
            foreach (var key in Identity.Keys)
            {
                _markersBeforeCreate.Set(key, Markers.Find(key));
            }
        }

        try
        {
            var unknown = new WriteMarker(null, SharedHashOf(Identity.ExternalId), Options.TimeProvider.GetUtcNow()) { ExternalId = Identity.ExternalId };
            var changes = new MarkerChanges();
            foreach (var key in Identity.Keys)
            {
                changes.Set(key, unknown);
            }

            await Markers.WriteAsync(changes, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfUnprovable(serverChecksKey);
            ThrowIfLockLost();
        }
        catch when (!unknownBefore)
        {
            await RestoreMarkersAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task RememberAsync(Contact contact, bool isCreatedUser)
    {
        var marker = new WriteMarker(contact.Id, SharedHashOf(contact.ExternalId), Options.TimeProvider.GetUtcNow());
        if (Identity.ExternalIdKey is { } externalIdKey && (isCreatedUser || Identity.IsExternalIdOf(contact)))
        {
            _markersBeforeCreate.Set(externalIdKey, marker);
        }

        if (Identity.EmailKey is { } emailKey && (isCreatedUser || Identity.IsEmailOf(contact)))
        {
            _markersBeforeCreate.Set(emailKey, marker);
        }

        return RestoreMarkersAsync();
    }

    private string? SharedHashOf(string? externalId) => Markers.AreShared ? Identity.HashOf(externalId) : null;

    private Task RestoreMarkersAsync()
    {
        var written = Markers.WriteAsync(_markersBeforeCreate, CancellationToken.None);
        // Each change was read before the first wait.
        _markersBeforeCreate.Clear();
        return written;
    }
}
