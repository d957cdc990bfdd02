using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>The 2.x reads. Null always means proof of absence; anything less stops the flight.</summary>
internal sealed class ContactApi(ApiSession session)
{
    private const int MaxMergeHops = 3;

    /// <summary>More hits than this are not re-read one by one; they are ambiguous.</summary>
    private const int MaxHits = 20;

    /// <summary>Few hits need few pages: a cursor that leads on and on is no answer.</summary>
    private const int MaxPages = 10;

    /// <summary>GET by id, which reads its own writes; follows merges.</summary>
    public async ValueTask<Contact?> GetAsync(string id, CancellationToken cancellationToken) =>
        await ReadAsync(await AskAsync(ApiPath.Contact(id), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The answer to one GET. It and <see cref="ReadAsync"/> are apart for what every resolution waits for: a method in between costs as much as reading the contact.</summary>
    public ValueTask<ApiReply> AskAsync(ApiPath path, CancellationToken cancellationToken) =>
        session.ReadAsync(HttpMethod.Get, path, null, BodyShape.Contact, cancellationToken);

    /// <summary>The contact that an answer means; follows merges.</summary>
    public ValueTask<Contact?> ReadAsync(ApiReply reply, CancellationToken cancellationToken) => reply.Kind switch
    {
        ReplyKind.Success => new ValueTask<Contact?>(reply.Contact),
        ReplyKind.NotFound => default,
        ReplyKind.Merged => FollowAsync(reply, cancellationToken),
        _ => throw FlowStoppedException.From(reply),
    };

    // A path segment of dots would be taken out of the address.
    public bool CanFind(string externalId) => session.Settings.HasFindByExternalId && externalId is not ("." or "..");

    /// <summary>The user that search has for the key, re-read.</summary>
    public async ValueTask<Contact?> SearchByExternalIdAsync(ContactIdentity identity, CancellationToken cancellationToken)
    {
        var ids = await SearchAsync([new SearchFilter("external_id", identity.ExternalId!)], cancellationToken).ConfigureAwait(false);
        var users = await ReadAllAsync(ids, contact => contact.Role == ContactRole.User && identity.IsExternalIdOf(contact), cancellationToken).ConfigureAwait(false);
        return users.Count > 1 ? throw new FlowStoppedException(ContactOutcome.Ambiguous, null, users.Select(user => user.Id).ToArray()) : users.FirstOrDefault();
    }

    /// <summary>Ids of the rows that search has for the email (for a lead also for the key, which search compares for leads too).</summary>
    public ValueTask<IReadOnlyList<string>> SearchAsync(ContactIdentity identity, bool includeExternalId, CancellationToken cancellationToken)
    {
        var filters = new List<SearchFilter>(3) { new("email", identity.Email!) };
        if (identity.EmailAsTyped is { } typed)
        {
            filters.Add(new SearchFilter("email", typed));
        }

        if (includeExternalId && identity.ExternalId is { } externalId)
        {
            filters.Add(new SearchFilter("external_id", externalId));
        }

        return SearchAsync(filters, cancellationToken);
    }

    /// <summary>Re-reads every id, because search rows are stale; keeps the contacts that still match.</summary>
    public async Task<IReadOnlyList<Contact>> ReadAllAsync(IEnumerable<string> ids, Func<Contact, bool> matches, CancellationToken cancellationToken)
    {
        var contacts = new Dictionary<string, Contact>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await GetAsync(id, cancellationToken).ConfigureAwait(false) is { } contact && matches(contact))
            {
                contacts[contact.Id] = contact;
            }
        }

        return contacts.Values.ToArray();
    }

    private async ValueTask<Contact?> FollowAsync(ApiReply reply, CancellationToken cancellationToken)
    {
        for (var hop = 0; reply.Kind == ReplyKind.Merged; hop++)
        {
            // Merged into a contact that is not named: it exists, so this is no proof of absence.
            reply = reply.CanonicalId is { } canonical && hop < MaxMergeHops
                ? await AskAsync(ApiPath.Contact(canonical), cancellationToken).ConfigureAwait(false)
                : throw new FlowStoppedException(ContactOutcome.LookupFailed, reply);
        }

        return await ReadAsync(reply, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<string>> SearchAsync(IReadOnlyList<SearchFilter> filters, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        string? startingAfter = null;
        for (var page = 1; ; page++)
        {
            var body = SearchBody.Write(filters, startingAfter);
            var reply = await session.ReadAsync(HttpMethod.Post, ApiPath.Search, body, BodyShape.SearchPage, cancellationToken).ConfigureAwait(false);
            if (reply.Kind != ReplyKind.Success)
            {
                throw FlowStoppedException.From(reply);
            }

            foreach (var row in reply.Body!.Value.GetProperty("data").EnumerateArray())
            {
                ids.Add(row.GetId() ?? throw new FlowStoppedException(ContactOutcome.LookupFailed, reply));
            }

            if (ids.Count > MaxHits)
            {
                throw new FlowStoppedException(ContactOutcome.Ambiguous, reply, [.. ids]);
            }

            startingAfter = NextPage(reply.Body.Value);
            if (startingAfter is null)
            {
                return ids;
            }

            if (page == MaxPages)
            {
                throw new FlowStoppedException(ContactOutcome.LookupFailed, reply);
            }
        }
    }

    private static string? NextPage(JsonElement page) =>
        page.TryGet("pages"u8, out var pages) && pages.TryGet("next"u8, out var next)
            ? next.GetText("starting_after"u8)
            : null;
}
