using System.Runtime.CompilerServices;
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
    public ValueTask<Contact?> GetAsync(string id, CancellationToken cancellationToken) => GetAsync(ApiPath.Contact(id), cancellationToken);

    // A path segment of dots would be taken out of the address.
    public ValueTask<Contact?> FindByExternalIdAsync(ContactIdentity identity, CancellationToken cancellationToken) =>
        session.Settings.HasFindByExternalId && identity.ExternalId is not ("." or "..")
            ? GetAsync(ApiPath.ByExternalId(identity.ExternalId!), cancellationToken)
            : SearchByExternalIdAsync(identity, cancellationToken);

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

    private async ValueTask<Contact?> SearchByExternalIdAsync(ContactIdentity identity, CancellationToken cancellationToken)
    {
        var ids = await SearchAsync([new SearchFilter("external_id", identity.ExternalId!)], cancellationToken).ConfigureAwait(false);
        var users = await ReadAllAsync(ids, contact => contact.Role == ContactRole.User && identity.IsExternalIdOf(contact), cancellationToken).ConfigureAwait(false);
        return users.Count > 1 ? throw new FlowStoppedException(ContactOutcome.Ambiguous, null, users.Select(user => user.Id).ToArray()) : users.FirstOrDefault();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Contact?> GetAsync(ApiPath path, CancellationToken cancellationToken)
    {
        for (var hop = 0; ; hop++)
        {
            var reply = await session.ReadAsync(HttpMethod.Get, path, null, BodyShape.Contact, cancellationToken).ConfigureAwait(false);
            switch (reply.Kind)
            {
                case ReplyKind.Success:
                    return reply.Contact;
                case ReplyKind.NotFound:
                    return null;
                case ReplyKind.Merged when reply.CanonicalId is { } canonical && hop < MaxMergeHops:
                    path = ApiPath.Contact(canonical);
                    break;
                case ReplyKind.Merged:
                    // Merged into a contact that is not named: it exists, so this is no proof of absence.
                    throw new FlowStoppedException(ContactOutcome.LookupFailed, reply);
                default:
                    throw FlowStoppedException.From(reply);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
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
