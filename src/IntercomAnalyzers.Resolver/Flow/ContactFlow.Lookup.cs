namespace IntercomAnalyzers.Resolver;

/// <content>The lookup, and what is done with what it finds.</content>
internal sealed partial class ContactFlow
{
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

    private static FlowStoppedException Ambiguous(IEnumerable<Contact> contacts) =>
        new(ContactOutcome.Ambiguous, null, contacts.Select(contact => contact.Id).ToArray());
}
