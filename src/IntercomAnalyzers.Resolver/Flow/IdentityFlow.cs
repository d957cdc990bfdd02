using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>One find-or-create under its identity's lock. Used once.</summary>
internal abstract class IdentityFlow(ApiSession session)
{
    private bool _createUnknown;
    private (string Key, WriteMarker? Marker)[] _markersBeforeCreate = [];

    /// <summary>Extra looks after an unknown outcome or an unreadable conflict.</summary>
    protected const int MaxRechecks = 3;

    public ContactIdentity Identity => Session.Identity;

    public ApiSession Session { get; } = session;

    protected ContactResolverOptions Options => Session.Options;

    protected WriteMarkers Markers => Session.Settings.Markers;

    /// <summary>Runs the flight; failures come back as outcomes.</summary>
    public async Task<ContactResolution> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ResolveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FlowStoppedException stop)
        {
            return Fail(stop.Outcome, stop.Reply, stop.Candidates);
        }
    }

    /// <summary>A failed result. After a create without a known outcome, a failed lookup must not read as "nothing was created".</summary>
    public ContactResolution Fail(ContactOutcome outcome, ApiReply? reply, IReadOnlyList<string> candidates)
    {
        var (requestIds, attempts) = Session.Sent();
        var known = outcome == ContactOutcome.LookupFailed && Volatile.Read(ref _createUnknown) ? ContactOutcome.CreateOutcomeUnknown : outcome;
        return new ContactResolution(known, null, candidates, requestIds, attempts)
        {
            StatusCode = StatusOf(reply),
            ErrorCode = reply?.ErrorCode,
            Cause = reply?.Failure,
        };
    }

    protected abstract Task<ContactResolution> ResolveAsync(CancellationToken cancellationToken);

    protected ContactResolution Succeed(ContactOutcome outcome, Contact contact)
    {
        Remember(contact, outcome == ContactOutcome.Created && contact.Role == ContactRole.User);
        return Resolved(outcome, contact);
    }

    protected ContactResolution Resolved(ContactOutcome outcome, Contact contact)
    {
        var (requestIds, attempts) = Session.Sent();
        return new ContactResolution(outcome, contact, [], requestIds, attempts);
    }

    /// <summary>The contact is there, but a later step failed.</summary>
    protected ContactResolution ResolvedBut(ContactOutcome failure, ContactResolution resolved, ApiReply reply)
    {
        var (requestIds, attempts) = Session.Sent();
        return new ContactResolution(failure, resolved.Contact, [], requestIds, attempts)
        {
            ResolvedAs = resolved.Outcome,
            StatusCode = StatusOf(reply),
            ErrorCode = reply.ErrorCode,
            Cause = reply.Failure,
        };
    }

    private static System.Net.HttpStatusCode? StatusOf(ApiReply? reply) => reply is { Status: > 0 } ? (System.Net.HttpStatusCode)reply.Status : null;

    /// <summary>Sends one create. The markers say "outcome unknown" until the answer proves otherwise, also when the caller has gone.</summary>
    protected async Task<ApiReply> CreateOnceAsync(ApiPath path, JsonObject body, Func<System.Text.Json.JsonElement, bool> shape)
    {
        var unknownBefore = _createUnknown;
        if (!unknownBefore)
        {
            _markersBeforeCreate = Identity.Keys.Select(key => (key, Markers.Find(key, Options))).ToArray();
        }

        foreach (var key in Identity.Keys)
        {
            Markers.Set(key, null, Identity.ExternalId, Options);
        }

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
            RestoreMarkers();
        }

        return reply;
    }

    /// <summary>True while an earlier create may have made a contact that search does not show yet and the server's own check would not stop.</summary>
    protected bool HasUnknownCreate(bool serverChecksKey) => Identity.Keys.Any(key =>
        Markers.Find(key, Options) is { ContactId: null } marker
        && !(serverChecksKey && Identity.ExternalId is not null && marker.ExternalId == Identity.ExternalId));

    protected Conflict ReadConflict(ApiReply reply)
    {
        var conflict = Conflict.Parse(reply.Errors);
        Telemetry.Conflicts.Add(1, new KeyValuePair<string, object?>("kind", conflict.Kind));
        Log.Conflicted(Session.Settings.Logger, Identity.Hash, conflict.Kind);
        return conflict;
    }

    private void Remember(Contact contact, bool isCreatedUser)
    {
        RestoreMarkers();
        if (Identity.ExternalIdKey is { } externalIdKey && (isCreatedUser || Identity.IsExternalIdOf(contact)))
        {
            Markers.Set(externalIdKey, contact.Id, contact.ExternalId, Options);
        }

        if (Identity.EmailKey is { } emailKey && (isCreatedUser || Identity.IsEmailOf(contact)))
        {
            Markers.Set(emailKey, contact.Id, contact.ExternalId, Options);
        }
    }

    private void RestoreMarkers()
    {
        foreach (var (key, marker) in _markersBeforeCreate)
        {
            Markers.Restore(key, marker, Options);
        }

        _markersBeforeCreate = [];
    }
}
