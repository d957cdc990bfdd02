namespace IntercomAnalyzers.Resolver;

/// <content>What follows a create or an update that was refused because of another contact.</content>
internal sealed partial class ContactFlow
{
    private const int MaxConflictHops = 2;

    private string[] _conflictIds = [];
    private int _conflicts;

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
}
