using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Find-or-create on the 2.x contacts routes: create only on positive proof of absence.</summary>
internal sealed class ContactFlow(ApiSession session, ContactRequest request) : IdentityFlow(session)
{
    private const int MaxConflictHops = 2;

    private readonly ContactApi _api = new(session);
    private string[] _conflictIds = [];
    private int _conflicts;

    private bool WantsUser => request.Role == ContactRole.User;

    /// <summary>Intercom compares users by their key at once; leads never, and emails not surely.</summary>
    private bool ServerChecksKey => WantsUser && Identity.ExternalId is not null;

    public override ValueTask<ContactResolution> ResolveAsync(CancellationToken cancellationToken) =>
        request.Companies.Count == 0 ? ResolveContactAsync(cancellationToken) : ResolveWithCompaniesAsync(cancellationToken);

    // The contact is there, and whether all its companies are is not known.
    protected override ContactResolution EndLate(ContactResolution resolved) =>
        request.Companies.Count == 0 ? resolved : ResolvedBut(ContactOutcome.CompanyNotAttached, resolved, null);

    private async ValueTask<ContactResolution> ResolveWithCompaniesAsync(CancellationToken cancellationToken)
    {
        var resolved = await ResolveContactAsync(cancellationToken).ConfigureAwait(false);
        if (resolved.Contact is not { } contact)
        {
            return resolved;
        }

        var failure = await new CompanyAttachment(Session).RunAsync(contact.Id, request.Companies, cancellationToken).ConfigureAwait(false);
        return failure is null ? Resolved(resolved.Outcome, contact) : ResolvedBut(ContactOutcome.CompanyNotAttached, resolved, failure);
    }

    private async ValueTask<ContactResolution> ResolveContactAsync(CancellationToken cancellationToken)
    {
        // One GET of the contact that a marker names. Anything but a match goes on to the full lookup.
        if (KnownId() is { } id)
        {
            var reply = await _api.AskAsync(ApiPath.Contact(id), cancellationToken).ConfigureAwait(false);
            var known = await _api.ReadAsync(reply, cancellationToken).ConfigureAwait(false);
            if (IsKnown(known))
            {
                return await UseAsync(ContactOutcome.Found, known!, [], cancellationToken).ConfigureAwait(false);
            }

            if (known is null)
            {
                await ForgetKnownIdAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        var byKey = PathOfKey is { } path ? await _api.AskAsync(path, cancellationToken).ConfigureAwait(false) : null;
        return byKey?.Contact is { } contact && Identity.IsExternalIdOf(contact)
            ? await UseAsync(ContactOutcome.Found, contact, [], cancellationToken).ConfigureAwait(false)
            : await LookUpOrCreateAsync(byKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The whole lookup, and a create where it proved absence. <paramref name="byKey"/> answers <see cref="PathOfKey"/>.</summary>
    private async ValueTask<ContactResolution> LookUpOrCreateAsync(ApiReply? byKey, CancellationToken cancellationToken)
    {
        var rechecks = 0;
        var rateLimits = 0;
        var unknowns = 0;
        while (true)
        {
            var found = byKey is null
                ? await LookUpAsync(cancellationToken).ConfigureAwait(false)
                : await LookUpAsync(byKey, cancellationToken).ConfigureAwait(false);
            byKey = null;
            if (found is not null)
            {
                return found;
            }

            if (HasUnknownCreate(ServerChecksKey) || (unknowns > 0 && !ServerChecksKey))
            {
                if (rechecks == MaxRechecks)
                {
                    throw new FlowStoppedException(ContactOutcome.CreateOutcomeUnknown);
                }

                await Session.DelayAsync(RetryDelays.Growing(rechecks++, Options), cancellationToken).ConfigureAwait(false);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var reply = await CreateOnceAsync(ApiPath.Contacts, request.CreateBody(Identity), BodyShape.Contact, ServerChecksKey, cancellationToken).ConfigureAwait(false);
            switch (reply.Kind)
            {
                case ReplyKind.Success when IsOurs(reply.Contact!):
                    return await SucceedAsync(ContactOutcome.Created, reply.Contact!).ConfigureAwait(false);
                case ReplyKind.Conflict:
                    return await FollowConflictAsync(reply, cancellationToken).ConfigureAwait(false);
                case ReplyKind.RateLimited when ++rateLimits < Options.MaxAttempts:
                    await Session.DelayAsync(RetryDelays.AfterRateLimit(reply), cancellationToken).ConfigureAwait(false);
                    break;
                case ReplyKind.RateLimited:
                    throw new FlowStoppedException(ContactOutcome.LookupFailed, reply);
                case ReplyKind.Success or ReplyKind.Failed when !ServerChecksKey:
                    unknowns++;
                    break;
                case ReplyKind.Success or ReplyKind.Failed when ++unknowns == 1:
                    // The key makes a second create safe: it ends in a conflict if the first took effect.
                    await Session.DelayAsync(RetryDelays.Growing(0, Options), cancellationToken).ConfigureAwait(false);
                    break;
                case ReplyKind.Success or ReplyKind.Failed:
                    return await FindAfterUnknownAsync(reply, cancellationToken).ConfigureAwait(false);
                default:
                    throw new FlowStoppedException(ContactOutcome.Rejected, reply);
            }
        }
    }

    private bool IsOurs(Contact contact) => !ServerChecksKey || Identity.IsExternalIdOf(contact);

    private async Task<ContactResolution> FindAfterUnknownAsync(ApiReply reply, CancellationToken cancellationToken)
    {
        await Session.DelayAsync(RetryDelays.Growing(1, Options), cancellationToken).ConfigureAwait(false);
        return await LookUpAsync(cancellationToken).ConfigureAwait(false) ?? throw new FlowStoppedException(ContactOutcome.CreateOutcomeUnknown, reply);
    }

    // Where people share emails, an email alone does not say which of them was meant.
    private IdentityKey? KnownIdKey => Identity.ExternalIdKey ?? (Options.SharedEmail == SharedEmailPolicy.Refuse ? Identity.EmailKey : null);

    private string? KnownId() => KnownIdKey is { } key ? Markers.Find(key)?.ContactId : null;

    private bool IsKnown(Contact? contact) =>
        contact is not null
        && (Identity.ExternalId is null ? Identity.IsEmailOf(contact) : Identity.IsExternalIdOf(contact))
        && (contact.Role == ContactRole.User || !WantsUser);

    private Task ForgetKnownIdAsync(CancellationToken cancellationToken)
    {
        var changes = new MarkerChanges();
        changes.Set(KnownIdKey!.Value, null);
        return Markers.WriteAsync(changes, cancellationToken);
    }

    /// <summary>Looks up by key, then by email. Null: both proved absence.</summary>
    private async ValueTask<ContactResolution?> LookUpAsync(CancellationToken cancellationToken) =>
        await LookUpAsync(PathOfKey is { } path ? await _api.AskAsync(path, cancellationToken).ConfigureAwait(false) : null, cancellationToken).ConfigureAwait(false);

    /// <summary>What a GET by key asks for; null without a key, and where only search finds it.</summary>
    private ApiPath? PathOfKey => Identity.ExternalId is { } externalId && _api.CanFind(externalId) ? ApiPath.ByExternalId(externalId) : null;

    /// <summary>The same, where <see cref="PathOfKey"/> was asked for already, apart as <see cref="ContactApi.AskAsync"/> says.</summary>
    private async ValueTask<ContactResolution?> LookUpAsync(ApiReply? byKeyReply, CancellationToken cancellationToken)
    {
        var byKey = byKeyReply is not null ? await _api.ReadAsync(byKeyReply, cancellationToken).ConfigureAwait(false)
            : Identity.ExternalId is not null ? await _api.SearchByExternalIdAsync(Identity, cancellationToken).ConfigureAwait(false)
            : null;
        if (byKey is not null)
        {
            return Identity.IsExternalIdOf(byKey) ? await UseAsync(ContactOutcome.Found, byKey, [], cancellationToken).ConfigureAwait(false) : throw Ambiguous([byKey]);
        }

        if (Identity.Email is null)
        {
            return null;
        }

        var hits = await ReadHitsAsync(cancellationToken).ConfigureAwait(false);
        if (hits.Count == 0)
        {
            return null;
        }

        var users = hits.Where(contact => contact.Role == ContactRole.User).ToArray();
        var leads = hits.Where(contact => contact.Role == ContactRole.Lead).ToArray();
        return users.Length > 0
            ? await DecideAsync(users, leads, cancellationToken).ConfigureAwait(false)
            : await DecideAsync(leads, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<Contact>> ReadHitsAsync(CancellationToken cancellationToken)
    {
        var rows = await _api.SearchAsync(Identity, includeExternalId: !WantsUser, cancellationToken).ConfigureAwait(false);
        // Search may not show yet what was written lately.
        var known = KnownIds();
        if (rows.Count + known.Count == 0)
        {
            return [];
        }

        var hits = await _api.ReadAllAsync(rows.Concat(known), contact => Identity.IsExternalIdOf(contact) || Identity.IsEmailOf(contact), cancellationToken).ConfigureAwait(false);
        if (hits.Any(hit => !rows.Contains(hit.Id)))
        {
            Telemetry.SearchLags.Add(1);
        }

        return hits;
    }

    private List<string> KnownIds()
    {
        var ids = new List<string>();
        foreach (var key in Identity.Keys)
        {
            if (Markers.Find(key)?.ContactId is { } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    private async Task<ContactResolution?> DecideAsync(Contact[] users, Contact[] leads, CancellationToken cancellationToken)
    {
        if (users.FirstOrDefault(Identity.IsExternalIdOf) is { } ours)
        {
            return await UseAsync(ContactOutcome.Found, ours, leads, cancellationToken).ConfigureAwait(false);
        }

        if (!WantsUser || Identity.ExternalId is null)
        {
            return users.Length == 1 ? await UseAsync(ContactOutcome.Found, users[0], leads, cancellationToken).ConfigureAwait(false) : throw Ambiguous(users);
        }

        if (users.Length == 1 && users[0].ExternalId is null)
        {
            return await UseAsync(ContactOutcome.Adopted, users[0], leads, cancellationToken).ConfigureAwait(false);
        }

        return Options.SharedEmail == SharedEmailPolicy.AllowDistinct && users.All(user => user.ExternalId is not null) ? null : throw Ambiguous(users);
    }

    private async Task<ContactResolution?> DecideAsync(Contact[] leads, CancellationToken cancellationToken)
    {
        if (leads.Length == 1)
        {
            // Without a key of the caller's the promoted lead would keep its generated one, and the next sign-up with a key would take it for somebody else.
            var promotes = WantsUser && Identity.ExternalId is not null;
            return await UseAsync(promotes ? ContactOutcome.Promoted : ContactOutcome.Found, leads[0], [], cancellationToken).ConfigureAwait(false);
        }

        if (!WantsUser || Options.SeveralLeads == SeveralLeadsPolicy.Refuse)
        {
            throw Ambiguous(leads);
        }

        var oldestFirst = leads.OrderBy(lead => lead.CreatedAt ?? DateTimeOffset.MaxValue).ThenBy(lead => lead.Id, StringComparer.Ordinal).ToArray();
        var promoted = await UseAsync(ContactOutcome.Promoted, oldestFirst[0], [], cancellationToken).ConfigureAwait(false);
        if (promoted.Contact is { } user)
        {
            await MergeAsync(oldestFirst.Skip(1), user, cancellationToken).ConfigureAwait(false);
        }

        return promoted;
    }

    /// <summary>Uses a contact that exists: writes what the outcome and the request ask for, then merges leads if allowed.</summary>
    private ValueTask<ContactResolution> UseAsync(ContactOutcome outcome, Contact contact, IReadOnlyList<Contact> leads, CancellationToken cancellationToken)
    {
        var takesKey = WantsUser && Identity.ExternalId is not null && (contact.ExternalId is null || outcome == ContactOutcome.Promoted);
        return request.UpdateExisting || takesKey || outcome == ContactOutcome.Promoted || leads.Count > 0
            ? UpdateAsync(outcome, contact, takesKey, leads, cancellationToken)
            : SucceedAsync(outcome, contact);
    }

    private async ValueTask<ContactResolution> UpdateAsync(ContactOutcome outcome, Contact contact, bool takesKey, IReadOnlyList<Contact> leads, CancellationToken cancellationToken)
    {
        if (UpdateBody(outcome, contact, takesKey) is { Count: > 0 } body)
        {
            ThrowIfLockLost();
            var reply = await Session.ReadAsync(HttpMethod.Put, ApiPath.Contact(contact.Id), JsonBody.Of(body), BodyShape.Contact, cancellationToken).ConfigureAwait(false);
            if (reply.Kind == ReplyKind.Conflict && !takesKey)
            {
                // The key is right; a field belongs to someone else. Another contact is not the answer.
                var other = ReadConflict(reply).ContactId;
                throw new FlowStoppedException(ContactOutcome.Ambiguous, reply, other is null ? [contact.Id] : [contact.Id, other]);
            }

            if (reply.Kind == ReplyKind.Conflict)
            {
                return await FollowConflictAsync(reply, cancellationToken).ConfigureAwait(false);
            }

            contact = ReadUpdated(reply, takesKey, outcome);
        }

        if (Options.LeadBesideUser == LeadBesideUserPolicy.Merge)
        {
            await MergeAsync(leads, contact, cancellationToken).ConfigureAwait(false);
        }

        return await SucceedAsync(outcome, contact).ConfigureAwait(false);
    }

    private JsonObject UpdateBody(ContactOutcome outcome, Contact contact, bool takesKey)
    {
        var body = request.UpdateBody();
        if (request.UpdateExisting && Identity.Email is not null && !Identity.IsEmailOf(contact))
        {
            body["email"] = Identity.Email;
        }

        if (takesKey)
        {
            body["external_id"] = Identity.ExternalId;
        }

        if (outcome == ContactOutcome.Promoted)
        {
            body["role"] = "user";
            body["email"] = Identity.Email;
        }

        return body;
    }

    private Contact ReadUpdated(ApiReply reply, bool takesKey, ContactOutcome outcome)
    {
        if (reply.Kind is ReplyKind.NotFound or ReplyKind.Merged)
        {
            // Gone between the read and the write: the next resolution sees the new state.
            throw new FlowStoppedException(ContactOutcome.LookupFailed, reply);
        }

        if (reply.Kind != ReplyKind.Success)
        {
            throw FlowStoppedException.From(reply);
        }

        var updated = reply.Contact!;
        var took = (!takesKey || Identity.IsExternalIdOf(updated)) && (outcome != ContactOutcome.Promoted || updated.Role == ContactRole.User);
        return took ? updated : throw new FlowStoppedException(ContactOutcome.LookupFailed, reply, updated.Id);
    }

    private async Task MergeAsync(IEnumerable<Contact> leads, Contact user, CancellationToken cancellationToken)
    {
        foreach (var lead in leads)
        {
            var body = new JsonObject { ["from"] = lead.Id, ["into"] = user.Id };
            var reply = await Session.ReadAsync(HttpMethod.Post, ApiPath.Merge, JsonBody.Of(body), BodyShape.Object, cancellationToken).ConfigureAwait(false);
            if (reply.Kind != ReplyKind.Success)
            {
                // The user is resolved all the same; the lead stays for a later clean-up.
                Log.NotMerged(Session.Settings.Logger, lead.Id, user.Id, reply.Status, reply.ErrorCode);
            }
        }
    }

    /// <summary>A 409 is normal: its text names the contact that is in the way. A conflict is never answered with a changed create.</summary>
    private async Task<ContactResolution> FollowConflictAsync(ApiReply reply, CancellationToken cancellationToken)
    {
        var conflict = ReadConflict(reply);
        if (++_conflicts > MaxConflictHops || (conflict.ContactId is { } known && _conflictIds.Contains(known)))
        {
            throw new FlowStoppedException(ContactOutcome.Ambiguous, reply, _conflictIds);
        }

        if (conflict.ContactId is not { } id)
        {
            return conflict.IsMultiple ? throw await AmbiguousByEmailAsync(reply, cancellationToken).ConfigureAwait(false)
                : await RecheckAsync(reply, cancellationToken).ConfigureAwait(false);
        }

        _conflictIds = [.. _conflictIds, id];
        if (conflict.IsArchived)
        {
            return await UnarchiveAsync(id, reply, cancellationToken).ConfigureAwait(false);
        }

        return await _api.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } contact
            ? await AcceptAsync(contact, ContactOutcome.Found, reply, cancellationToken).ConfigureAwait(false)
            : await RecheckAsync(reply, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the contact a conflict named if it is the wanted person.</summary>
    private ValueTask<ContactResolution> AcceptAsync(Contact contact, ContactOutcome outcome, ApiReply reply, CancellationToken cancellationToken)
    {
        if (Identity.IsExternalIdOf(contact) && contact.Role == ContactRole.User)
        {
            return UseAsync(outcome, contact, [], cancellationToken);
        }

        if (!Identity.IsEmailOf(contact))
        {
            throw new FlowStoppedException(ContactOutcome.Ambiguous, reply, contact.Id);
        }

        var wantsKey = WantsUser && Identity.ExternalId is not null;
        return (contact.Role, WantsUser) switch
        {
            (ContactRole.Lead, true) => UseAsync(ContactOutcome.Promoted, contact, [], cancellationToken),
            _ when wantsKey && contact.ExternalId is not null => throw new FlowStoppedException(ContactOutcome.Ambiguous, reply, contact.Id),
            _ => UseAsync(wantsKey && outcome == ContactOutcome.Found ? ContactOutcome.Adopted : outcome, contact, [], cancellationToken),
        };
    }

    private async Task<ContactResolution> UnarchiveAsync(string id, ApiReply conflict, CancellationToken cancellationToken)
    {
        if (Options.ArchivedContacts == ArchivedContactPolicy.Report)
        {
            throw new FlowStoppedException(ContactOutcome.ArchivedConflict, conflict, id);
        }

        ThrowIfLockLost();
        var reply = await Session.ReadAsync(HttpMethod.Post, ApiPath.Unarchive(id), null, BodyShape.Object, cancellationToken).ConfigureAwait(false);
        if (reply.Kind != ReplyKind.Success)
        {
            var isAnswer = reply.Status is >= 400 and not (401 or 403 or 408 or 429);
            throw isAnswer ? new FlowStoppedException(ContactOutcome.NotRestorable, reply, id) : FlowStoppedException.From(reply);
        }

        var contact = await _api.GetAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new FlowStoppedException(ContactOutcome.NotRestorable, reply, id);
        return await AcceptAsync(contact, ContactOutcome.Unarchived, conflict, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FlowStoppedException> AmbiguousByEmailAsync(ApiReply reply, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = Identity.Email is null ? [] : await _api.SearchAsync(Identity, includeExternalId: false, cancellationToken).ConfigureAwait(false);
        return new FlowStoppedException(ContactOutcome.Ambiguous, reply, [.. ids]);
    }

    /// <summary>A conflict that names no contact: it exists somewhere, so look again a few times, and never create.</summary>
    private async Task<ContactResolution> RecheckAsync(ApiReply reply, CancellationToken cancellationToken)
    {
        for (var recheck = 0; recheck < MaxRechecks; recheck++)
        {
            await Session.DelayAsync(RetryDelays.Growing(recheck, Options), cancellationToken).ConfigureAwait(false);
            if (await LookUpAsync(cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        throw new FlowStoppedException(ContactOutcome.Ambiguous, reply, _conflictIds);
    }

    private static FlowStoppedException Ambiguous(IEnumerable<Contact> contacts) =>
        new(ContactOutcome.Ambiguous, null, contacts.Select(contact => contact.Id).ToArray());
}
