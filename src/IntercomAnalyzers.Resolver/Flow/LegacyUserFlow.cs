using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// Find-or-create on the legacy users route, whose POST is an upsert. A found user is named by its id, so the upsert cannot make a second one;
/// a POST that names id or user_id may be repeated.
/// </summary>
internal sealed class LegacyUserFlow(ApiSession session, JsonObject payload) : IdentityFlow(session)
{
    public override async ValueTask<ContactResolution> ResolveAsync(CancellationToken cancellationToken)
    {
        var rechecks = 0;
        while (true)
        {
            if (Identity.Id is not null)
            {
                return await UpsertAsync(null, cancellationToken).ConfigureAwait(false);
            }

            if (await LookUpAsync(cancellationToken).ConfigureAwait(false) is { } user)
            {
                return await UpsertAsync(user, cancellationToken).ConfigureAwait(false);
            }

            if (!HasUnknownCreate(serverChecksKey: true))
            {
                return await UpsertAsync(null, cancellationToken).ConfigureAwait(false);
            }

            if (rechecks == MaxRechecks)
            {
                throw new FlowStoppedException(ContactOutcome.CreateOutcomeUnknown);
            }

            await Session.DelayAsync(RetryDelays.Growing(rechecks++, Options), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The user, or null when every lookup proved absence.</summary>
    private async Task<Contact?> LookUpAsync(CancellationToken cancellationToken)
    {
        if ((Identity.ExternalIdKey ?? Identity.EmailKey) is { } key && Markers.Find(key) is { ContactId: { } id })
        {
            var known = await ReadAsync(ApiPath.User(id), cancellationToken).ConfigureAwait(false);
            if (known.Count == 1 && (Identity.ExternalId is null ? Identity.IsEmailOf(known[0]) : Identity.IsExternalIdOf(known[0])))
            {
                return known[0];
            }
        }

        if (Identity.ExternalId is { } userId)
        {
            var byKey = Matching(await ReadAsync(ApiPath.UserByUserId(userId), cancellationToken).ConfigureAwait(false), Identity.IsExternalIdOf);
            if (byKey.Length > 0)
            {
                return Single(byKey);
            }
        }

        return Identity.Email is null ? null : await LookUpByEmailAsync(Identity.Email, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Contact?> LookUpByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var users = Matching(await ReadAsync(ApiPath.UserByEmail(email), cancellationToken).ConfigureAwait(false), Identity.IsEmailOf);
        if (users.Length == 0)
        {
            return null;
        }

        if (Identity.ExternalId is not null && users.All(user => user.ExternalId is not null))
        {
            // The upsert would silently make a second user with this email.
            return Options.SharedEmail == SharedEmailPolicy.AllowDistinct ? null : throw Ambiguous(users);
        }

        return Single(users);
    }

    private async Task<IReadOnlyList<Contact>> ReadAsync(ApiPath path, CancellationToken cancellationToken)
    {
        var reply = await Session.ReadAsync(HttpMethod.Get, path, null, BodyShape.UserOrList, cancellationToken).ConfigureAwait(false);
        return reply.Kind switch
        {
            ReplyKind.Success => ContactReader.ReadUsers(reply.Body!.Value),
            ReplyKind.NotFound => [],
            ReplyKind.Conflict => throw new FlowStoppedException(ContactOutcome.Ambiguous, reply),
            ReplyKind.Merged => throw new FlowStoppedException(ContactOutcome.LookupFailed, reply),
            _ => throw FlowStoppedException.From(reply),
        };
    }

    private async Task<ContactResolution> UpsertAsync(Contact? existing, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfLockLost();
        var body = (JsonObject)payload.DeepClone();
        if (existing is not null)
        {
            body["id"] = existing.Id;
        }

        var reply = existing is null && Identity.Id is null
            ? await CreateAsync(JsonBody.Of(body), cancellationToken).ConfigureAwait(false)
            : await Session.ReadAsync(HttpMethod.Post, ApiPath.Users, JsonBody.Of(body), BodyShape.User, cancellationToken).ConfigureAwait(false);
        return reply.Kind switch
        {
            ReplyKind.Success => await SucceedAsync(OutcomeOf(existing), reply.Contact!).ConfigureAwait(false),
            ReplyKind.Conflict => throw Stop(ReadConflict(reply), reply),
            ReplyKind.Failed when existing is null && Identity.Id is null => throw new FlowStoppedException(ContactOutcome.CreateOutcomeUnknown, reply),
            ReplyKind.NotFound => throw new FlowStoppedException(ContactOutcome.Rejected, reply),
            _ => throw FlowStoppedException.From(reply),
        };
    }

    /// <summary>Repeats only what the server recognises: a 429 was not processed, and a user_id is matched at once.</summary>
    private async Task<ApiReply> CreateAsync(byte[] body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await CreateOnceAsync(ApiPath.Users, body, BodyShape.User, Identity.ExternalId is not null, cancellationToken).ConfigureAwait(false);
            var mayRepeat = reply.Kind == ReplyKind.RateLimited || (reply.Kind == ReplyKind.Failed && Identity.ExternalId is not null);
            if (!mayRepeat || attempt == Options.MaxAttempts)
            {
                return reply;
            }

            var delay = reply.Kind == ReplyKind.RateLimited ? RetryDelays.AfterRateLimit(reply) : RetryDelays.Growing(attempt - 1, Options);
            await Session.DelayAsync(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private ContactOutcome OutcomeOf(Contact? existing) => existing switch
    {
        null => Identity.Id is null ? ContactOutcome.Created : ContactOutcome.Found,
        { ExternalId: null } when Identity.ExternalId is not null => ContactOutcome.Adopted,
        _ => ContactOutcome.Found,
    };

    private static FlowStoppedException Stop(Conflict conflict, ApiReply reply)
    {
        string[] ids = conflict.ContactId is { } id ? [id] : [];
        return new FlowStoppedException(conflict.IsArchived ? ContactOutcome.ArchivedConflict : ContactOutcome.Ambiguous, reply, ids);
    }

    /// <summary>Strangers only: the server did not apply the filter, so the answer proves nothing about the person.</summary>
    private static Contact[] Matching(IReadOnlyList<Contact> users, Func<Contact, bool> matches)
    {
        var matching = users.Where(matches).ToArray();
        return matching.Length == 0 && users.Count > 0 ? throw new FlowStoppedException(ContactOutcome.LookupFailed, null) : matching;
    }

    private static Contact Single(Contact[] users) => users.Length == 1 ? users[0] : throw Ambiguous(users);

    private static FlowStoppedException Ambiguous(Contact[] users) => new(ContactOutcome.Ambiguous, null, users.Select(user => user.Id).ToArray());
}
