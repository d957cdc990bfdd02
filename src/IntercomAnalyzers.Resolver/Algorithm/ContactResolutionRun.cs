using System.Text.Json;
using System.Text.Json.Nodes;
using IntercomAnalyzers.Resolver.Api;

namespace IntercomAnalyzers.Resolver.Algorithm;

/// <summary>
/// One resolution: looks up by every identifier, decides, and creates only on positive proof of absence. Runs under the identity's lock. Every outcome that is not a contact
/// is a <see cref="Stop"/> with a typed reason.
/// </summary>
internal sealed class ContactResolutionRun(IntercomApi api, ContactResolverOptions options, WriteMarkers markers, ContactDraft draft, ContactIdentity identity, Journal journal)
{
    private const int MaximumHops = 3;
    private const int MaximumPages = 5;
    private const int MaximumCreates = 4;

    private readonly HashSet<string> tried = new(StringComparer.Ordinal);

    /// <summary>A create has left and its outcome is not known.</summary>
    public bool IsCreateOpen { get; private set; }

    public async Task<ContactResolution> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (outcome, contact) = await ResolveAsync(cancellationToken).ConfigureAwait(false);
            if (draft.UpdateExisting && outcome != ContactOutcome.Created) contact = await UpdateAsync(contact, cancellationToken).ConfigureAwait(false);
            if (contact.Id.Length > 0) markers.Wrote(identity.Keys, contact.Id, options.MarkerLifetime);
            return Result(outcome, contact, [], "");
        }
        catch (Stop stop)
        {
            return Result(stop.Outcome, null, stop.Candidates, stop.Message);
        }
    }

    public ContactResolution Result(ContactOutcome outcome, Contact? contact, IReadOnlyList<string> candidates, string detail) =>
        new(outcome, contact, candidates, [.. journal.RequestIds], journal.Requests, detail);

    private async Task<(ContactOutcome, Contact)> ResolveAsync(CancellationToken cancellationToken)
    {
        if (markers.KnownId(identity.Keys) is { } known && await KnownAsync(known, cancellationToken).ConfigureAwait(false) is { } remembered) return (ContactOutcome.Found, remembered);
        for (var creates = 1; ; creates++)
        {
            if (await LookUpAsync(cancellationToken).ConfigureAwait(false) is { } found) return found;
            GuardAgainstLag();
            var answer = await CreateAsync(cancellationToken).ConfigureAwait(false);
            if (answer.IsReadable)
            {
                var created = ContactOf(answer, "create");
                IsCreateOpen = false;
                return (ContactOutcome.Created, created);
            }

            if (answer.IsConflict)
            {
                Settled();
                return await ConflictAsync(answer, cancellationToken).ConfigureAwait(false);
            }

            if (answer.Status == 429 || answer.NotSent)
            {
                // Not processed: everything may be done again, from the lookup on.
                Settled();
                if (creates >= MaximumCreates) throw new Stop(ContactOutcome.LookupFailed, $"the create was not accepted: {answer.Text}");
                await api.WaitAsync(answer, creates, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!answer.IsTransient)
            {
                Settled();
                throw new Stop(ContactOutcome.Rejected, $"create: {answer.Text}");
            }

            // The answer is lost, the contact may exist. A user with an external_id cannot be doubled: the server itself refuses.
            if (identity.IsUniqueOnServer && creates < 2)
            {
                await api.WaitAsync(null, creates, cancellationToken).ConfigureAwait(false);
                continue;
            }

            return await FindTheLostAsync(answer, cancellationToken).ConfigureAwait(false);
        }
    }

    // Step 3: an id that was written a moment ago is read by key, where there is no lag.
    private async Task<Contact?> KnownAsync(string id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } contact && IsSame(contact)) return contact;
        markers.Forget(identity.Keys);
        return null;
    }

    private bool IsSame(Contact contact) => identity.ExternalId is { } key && contact.Role == ContactRole.User ? contact.ExternalId == key : identity.HasEmail(contact);

    // Steps 4 and 5. Null: proven absent, as far as search can prove it.
    private async Task<(ContactOutcome, Contact)?> LookUpAsync(CancellationToken cancellationToken)
    {
        if (identity.ExternalId is { } key)
        {
            var answer = await api.SendRepeatableAsync(HttpMethod.Get, "contacts/find_by_external_id/" + Uri.EscapeDataString(key), null, journal, cancellationToken).ConfigureAwait(false);
            if (answer.CanonicalId is { } canonical)
            {
                if (await ReadAsync(canonical, cancellationToken).ConfigureAwait(false) is { } merged) return (ContactOutcome.Found, merged);
            }
            else if (!answer.IsAbsent)
            {
                var contact = ContactOf(Checked(answer, "find_by_external_id"), "find_by_external_id");
                if (contact.ExternalId == key) return (ContactOutcome.Found, contact);
            }
        }

        if (identity.Email is null) return null;
        var hits = await SearchAsync(cancellationToken).ConfigureAwait(false);
        var users = hits.Where(h => h.Role == ContactRole.User).ToList();
        var leads = hits.Where(h => h.Role == ContactRole.Lead).ToList();
        if (users.Count > 0 && (identity.Role == ContactRole.Lead || identity.ExternalId is null)) return users.Count == 1 ? (ContactOutcome.Found, users[0]) : throw Ambiguous(users);
        if (users.Count > 0) return await AmongUsersAsync(users, cancellationToken).ConfigureAwait(false);
        if (leads.Count == 0) return null;
        if (leads.Count > 1) throw Ambiguous(leads);
        if (identity.Role == ContactRole.Lead) return (ContactOutcome.Found, leads[0]);
        return options.LeadBesideUser == LeadPolicy.Promote ? (ContactOutcome.Promoted, await PromoteAsync(leads[0], cancellationToken).ConfigureAwait(false)) : throw Ambiguous(leads);
    }

    private async Task<(ContactOutcome, Contact)?> AmongUsersAsync(List<Contact> users, CancellationToken cancellationToken)
    {
        if (users.FirstOrDefault(u => u.ExternalId == identity.ExternalId) is { } exact) return (ContactOutcome.Found, exact);
        var withoutKey = users.Where(u => u.ExternalId is null).ToList();
        if (withoutKey.Count == 1 && users.Count == 1) return await AdoptAsync(withoutKey[0], cancellationToken).ConfigureAwait(false);
        if (withoutKey.Count == 0 && options.SharedEmail == SharedEmailPolicy.AllowDistinct) return null;
        throw Ambiguous(users);
    }

    // Search rows are stale: each hit is read by its id before anything is decided.
    private async Task<List<Contact>> SearchAsync(CancellationToken cancellationToken)
    {
        var hits = new List<Contact>();
        string? after = null;
        for (var page = 0; page < MaximumPages; page++)
        {
            var answer = Checked(await api.SendRepeatableAsync(HttpMethod.Post, "contacts/search", Query(after), journal, cancellationToken).ConfigureAwait(false), "search");
            if (!answer.Body!.Value.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) throw new Stop(ContactOutcome.LookupFailed, "search: an answer without data");
            foreach (var row in data.EnumerateArray())
            {
                if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String) throw new Stop(ContactOutcome.LookupFailed, "search: a row without an id");
                if (await ReadAsync(id.GetString()!, cancellationToken).ConfigureAwait(false) is { } contact && identity.HasEmail(contact) && hits.All(h => h.Id != contact.Id)) hits.Add(contact);
            }

            after = Next(answer.Body.Value);
            if (after is null) return hits;
        }

        throw Ambiguous(hits);
    }

    private JsonObject Query(string? after)
    {
        static JsonObject Filter(string email) => new() { ["field"] = "email", ["operator"] = "=", ["value"] = email };

        var query = identity.TypedEmail is { } typed
            ? new JsonObject { ["operator"] = "OR", ["value"] = new JsonArray(Filter(identity.Email!), Filter(typed)) }
            : Filter(identity.Email!);
        var pagination = new JsonObject { ["per_page"] = 150 };
        if (after is not null) pagination["starting_after"] = after;
        return new JsonObject { ["query"] = query, ["pagination"] = pagination };
    }

    private static string? Next(JsonElement page) =>
        page.TryGetProperty("pages", out var pages) && pages.ValueKind == JsonValueKind.Object && pages.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Object
        && next.TryGetProperty("starting_after", out var after) && after.ValueKind == JsonValueKind.String ? after.GetString() : null;

    // Reads one contact by id, following merges; null when it is gone.
    private async Task<Contact?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop < MaximumHops; hop++)
        {
            var answer = await api.SendRepeatableAsync(HttpMethod.Get, "contacts/" + Uri.EscapeDataString(id), null, journal, cancellationToken).ConfigureAwait(false);
            if (answer.IsAbsent) return null;
            if (answer.CanonicalId is not { } canonical) return answer.Status == 410 ? null : ContactOf(Checked(answer, "read"), "read");
            id = canonical;
        }

        throw new Stop(ContactOutcome.LookupFailed, "read: merged contacts lead in circles");
    }

    private async Task<(ContactOutcome, Contact)> AdoptAsync(Contact contact, CancellationToken cancellationToken)
    {
        var answer = await PutAsync(contact.Id, new JsonObject { ["external_id"] = identity.ExternalId }, cancellationToken).ConfigureAwait(false);
        if (answer.IsConflict) return await ConflictAsync(answer, cancellationToken).ConfigureAwait(false);
        return (ContactOutcome.Adopted, ContactOf(Checked(answer, "adopt"), "adopt"));
    }

    private async Task<Contact> PromoteAsync(Contact lead, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["role"] = "user", ["email"] = identity.Email };
        if (identity.ExternalId is { } key) body["external_id"] = key;
        return ContactOf(Checked(await PutAsync(lead.Id, body, cancellationToken).ConfigureAwait(false), "promote"), "promote");
    }

    private async Task<Contact> UpdateAsync(Contact contact, CancellationToken cancellationToken)
    {
        var body = ContactBody.Fields(draft);
        foreach (var name in new[] { "role", "external_id", "email" }) body.Remove(name);
        if (body.Count == 0) return contact;
        return ContactOf(Checked(await PutAsync(contact.Id, body, cancellationToken).ConfigureAwait(false), "update"), "update");
    }

    private Task<ApiAnswer> PutAsync(string id, JsonObject body, CancellationToken cancellationToken) =>
        api.SendRepeatableAsync(HttpMethod.Put, "contacts/" + Uri.EscapeDataString(id), body, journal, cancellationToken);

    // Step 6: an earlier create may have made the contact, and search may not see it yet. Only a user with an external_id is safe to go on.
    private void GuardAgainstLag()
    {
        if (!identity.IsUniqueOnServer && markers.HasOpenCreate(identity.Keys)) throw new Stop(ContactOutcome.CreateOutcomeUnknown, "an earlier create of this identity is still open");
    }

    // Step 7: exactly one request. The marker is set before it leaves, so that no other attempt can follow blindly.
    private async Task<ApiAnswer> CreateAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        markers.Sending(identity.Keys, options.MarkerLifetime);
        IsCreateOpen = true;
        return await api.SendOnceAsync(HttpMethod.Post, "contacts", ContactBody.Create(draft, identity), journal, cancellationToken).ConfigureAwait(false);
    }

    private void Settled()
    {
        IsCreateOpen = false;
        markers.Forget(identity.Keys);
    }

    // The create's answer is lost. What it made is looked for; it is never sent again.
    private async Task<(ContactOutcome, Contact)> FindTheLostAsync(ApiAnswer lost, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await api.WaitAsync(null, attempt, cancellationToken).ConfigureAwait(false);
            if (await LookUpAsync(cancellationToken).ConfigureAwait(false) is not { } found) continue;
            IsCreateOpen = false;
            return found;
        }

        throw new Stop(ContactOutcome.CreateOutcomeUnknown, $"create: {lost.Text}");
    }

    // Step 8: the server knows the contact. It is followed, never answered with a changed create.
    private async Task<(ContactOutcome, Contact)> ConflictAsync(ApiAnswer conflict, CancellationToken cancellationToken)
    {
        if (conflict.ConflictingId is not { } id)
        {
            var candidates = identity.Email is null ? [] : await SearchAsync(cancellationToken).ConfigureAwait(false);
            throw candidates.Count > 0 ? Ambiguous(candidates) : new Stop(ContactOutcome.Ambiguous, "a conflict that names no contact");
        }

        if (!tried.Add(id) || tried.Count > MaximumHops) throw new Stop(ContactOutcome.Ambiguous, "conflicts lead in circles") { Candidates = [.. tried] };
        var contact = conflict.NamesArchived ? null : await ReadAsync(id, cancellationToken).ConfigureAwait(false);
        var outcome = ContactOutcome.Found;
        if (contact is null)
        {
            contact = await UnarchiveAsync(id, cancellationToken).ConfigureAwait(false);
            outcome = ContactOutcome.Unarchived;
        }

        if (identity.ExternalId is { } key && contact.ExternalId != key)
        {
            if (contact.ExternalId is not null && contact.Role == ContactRole.User) throw Ambiguous([contact]);
            if (!identity.HasEmail(contact)) throw Ambiguous([contact]);
            var adopted = await AdoptAsync(contact, cancellationToken).ConfigureAwait(false);
            return outcome == ContactOutcome.Unarchived ? (outcome, adopted.Item2) : adopted;
        }

        return (outcome, contact);
    }

    private async Task<Contact> UnarchiveAsync(string id, CancellationToken cancellationToken)
    {
        if (options.ArchivedContacts == ArchivedContactPolicy.Report) throw new Stop(ContactOutcome.ArchivedConflict, "an archived contact holds the identity") { Candidates = [id] };
        var answer = await api.SendRepeatableAsync(HttpMethod.Post, $"contacts/{Uri.EscapeDataString(id)}/unarchive", null, journal, cancellationToken).ConfigureAwait(false);
        var contact = answer.IsSuccess ? await ReadAsync(id, cancellationToken).ConfigureAwait(false) : null;
        return contact ?? throw new Stop(ContactOutcome.NotRestorable, $"unarchive: {answer.Text}") { Candidates = [id] };
    }

    private static ApiAnswer Checked(ApiAnswer answer, string step)
    {
        if (answer.IsReadable) return answer;
        throw new Stop(answer.IsTransient || answer.IsSuccess ? ContactOutcome.LookupFailed : ContactOutcome.Rejected, $"{step}: {answer.Text}");
    }

    private static Contact ContactOf(ApiAnswer answer, string step)
    {
        var contact = new Contact(answer.Body!.Value);
        return contact.Id.Length > 0 ? contact : throw new Stop(step == "create" ? ContactOutcome.CreateOutcomeUnknown : ContactOutcome.LookupFailed, $"{step}: an answer without an id");
    }

    private static Stop Ambiguous(IEnumerable<Contact> candidates) => new(ContactOutcome.Ambiguous, "several contacts match, or the email is another user's") { Candidates = [.. candidates.Select(c => c.Id)] };

    /// <summary>Ends a resolution without a contact.</summary>
#pragma warning disable CA1032, CA1064 // Never leaves this assembly.
    private sealed class Stop(ContactOutcome outcome, string detail) : Exception(detail)
    {
        public ContactOutcome Outcome { get; } = outcome;

        public IReadOnlyList<string> Candidates { get; init; } = [];
    }
}
