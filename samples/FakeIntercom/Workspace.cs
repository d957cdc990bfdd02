using System.Globalization;
using System.Text.Json.Nodes;

namespace FakeIntercom;

/// <summary>The contacts of one workspace and the rules by which Intercom keeps them. Thread-safe.</summary>
public sealed class Workspace(FakeIntercomOptions options)
{
    private readonly Lock gate = new();
    private readonly List<StoredContact> contacts = [];
    private readonly List<ReceivedRequest> requests = [];
    private int counter;

    /// <summary>All records, archived, deleted and merged ones included.</summary>
    public IReadOnlyList<StoredContact> Contacts
    {
        get { lock (gate) return [.. contacts]; }
    }

    /// <summary>The requests since the start or the last <see cref="Reset"/>.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get { lock (gate) return [.. requests]; }
    }

    /// <summary>
    /// Live contacts beyond the first of each person. Records with one external_id, or with one email (without case and blanks), are one person; so are a user and a lead.
    /// </summary>
    public int DuplicateCount()
    {
        lock (gate)
        {
            var live = contacts.Where(c => c.IsLive).ToList();
            var persons = new Dictionary<string, int>(StringComparer.Ordinal);
            var group = Enumerable.Range(0, live.Count).ToArray();
            for (var i = 0; i < live.Count; i++)
            {
                foreach (var key in new[] { live[i].Role == "user" ? Key("ext:", live[i].ExternalId) : null, Key("email:", Normalize(live[i].Email)) })
                {
                    if (key is null) continue;
                    if (persons.TryGetValue(key, out var other)) group[Root(i)] = Root(other);
                    else persons.Add(key, i);
                }
            }

            return live.Count - Enumerable.Range(0, live.Count).Select(Root).Distinct().Count();

            int Root(int i)
            {
                while (group[i] != i) i = group[i];
                return i;
            }
        }

        static string? Key(string kind, string? value) => string.IsNullOrWhiteSpace(value) ? null : kind + value;
    }

    /// <summary>Forgets all contacts and requests.</summary>
    public void Reset()
    {
        lock (gate)
        {
            contacts.Clear();
            requests.Clear();
        }
    }

    internal void Record(ReceivedRequest request)
    {
        lock (gate) requests.Add(request);
    }

    /// <summary>POST /contacts of API 2.x: never updates; a user that exists is a conflict, a lead never is.</summary>
    internal Answer Create(JsonObject body)
    {
        var role = Text(body, "role") == "lead" ? "lead" : "user";
        var externalId = Text(body, "external_id");
        var email = Text(body, "email");
        if (role == "user" && externalId is null && email is null && Text(body, "role") is null) return Answer.Error(400, "parameter_invalid", "email, external_id or role is required");
        lock (gate)
        {
            if (role == "user" && Conflicting(externalId, email) is { } conflict) return conflict;
            return Answer.Ok(Json(Add(role, role == "lead" ? Guid.NewGuid().ToString() : externalId, email, body)));
        }
    }

    /// <summary>POST /users of API 1.x: matches by id, user_id, email, and creates when none matched.</summary>
    internal Answer Upsert(JsonObject body)
    {
        var (id, userId, email) = (Text(body, "id"), Text(body, "user_id"), Text(body, "email"));
        if (id is null && userId is null && email is null) return Answer.Error(400, "parameter_not_found", "id, user_id or email is required");
        lock (gate)
        {
            var users = contacts.Where(c => c.IsLive && c.Role == "user").ToList();
            var found = id is not null ? users.FirstOrDefault(c => c.Id == id) : userId is not null ? users.FirstOrDefault(c => c.ExternalId == userId) : null;
            if (id is not null && found is null) return NotFound();
            if (found is null && email is not null)
            {
                var same = users.Where(c => SameEmail(c.Email, email)).ToList();
                if (userId is null && same.Count > 1) return Answer.Error(409, "conflict", "Multiple existing users match this email address - must be more specific using user_id");

                // A user with that email but without a user_id is adopted; one with another user_id is somebody else.
                found = userId is null ? same.FirstOrDefault() : same.FirstOrDefault(c => c.ExternalId is null);
            }

            if (found is null) return Answer.Ok(LegacyJson(Add("user", userId, email, body)));
            if (userId is not null) found.ExternalId = userId;
            Change(found, body);
            return Answer.Ok(LegacyJson(found));
        }
    }

    /// <summary>POST /contacts of API 1.x: a new lead on every call.</summary>
    internal Answer CreateLegacyLead(JsonObject body)
    {
        lock (gate) return Answer.Ok(LegacyJson(Add("lead", Guid.NewGuid().ToString(), Text(body, "email"), body)));
    }

    /// <summary>GET /users and GET /contacts with a filter, API 1.x.</summary>
    internal Answer LegacyFind(string role, string? userId, string? email)
    {
        lock (gate)
        {
            var searchable = contacts.Where(c => c.IsLive && c.Role == role && c.SearchableAt <= options.Time.GetUtcNow());
            if (userId is not null) return contacts.FirstOrDefault(c => c.IsLive && c.Role == role && c.ExternalId == userId) is { } byKey ? Answer.Ok(LegacyJson(byKey)) : NotFound();
            var rows = searchable.Where(c => email is null || SameEmail(c.Email, email)).Select(LegacyJson).ToArray<JsonNode?>();
            var list = role == "user" ? "users" : "contacts";
            return Answer.Ok(new JsonObject { ["type"] = role == "user" ? "user.list" : "contact.list", ["total_count"] = rows.Length, [list] = new JsonArray(rows) });
        }
    }

    internal Answer LegacyGet(string id)
    {
        lock (gate) return contacts.FirstOrDefault(c => c.IsLive && c.Id == id) is { } found ? Answer.Ok(LegacyJson(found)) : NotFound();
    }

    internal Answer FindByExternalId(string externalId)
    {
        lock (gate)
        {
            if (contacts.FirstOrDefault(c => c.IsLive && c.Role == "user" && c.ExternalId == externalId) is { } live) return Answer.Ok(Json(live));
            return contacts.FirstOrDefault(c => c.MergedInto is not null && c.ExternalId == externalId) is { } merged ? Gone(merged) : NotFound();
        }
    }

    internal Answer Get(string id)
    {
        lock (gate)
        {
            if (contacts.FirstOrDefault(c => c.Id == id) is not { } found) return NotFound();
            return found.IsLive ? Answer.Ok(Json(found)) : found.MergedInto is not null ? Gone(found) : NotFound();
        }
    }

    /// <summary>PUT /contacts/{id}: omitted fields stay, an explicit null clears.</summary>
    internal Answer Update(string id, JsonObject body)
    {
        lock (gate)
        {
            if (contacts.FirstOrDefault(c => c.Id == id && c.IsLive) is not { } found) return NotFound();
            if (found.Role == "user" && Text(body, "role") == "lead") return Answer.Error(400, "client_error", "Contact with user role can't be converted to a lead");
            var externalId = Text(body, "external_id");
            if (externalId is not null && contacts.FirstOrDefault(c => c.IsLive && c != found && c.Role == "user" && c.ExternalId == externalId) is { } holder) return Conflict(holder);
            if (Text(body, "role") == "user") found.Role = "user";
            if (externalId is not null) found.ExternalId = externalId;
            Change(found, body);
            return Answer.Ok(Json(found));
        }
    }

    internal Answer Merge(string? from, string? into)
    {
        lock (gate)
        {
            var lead = contacts.FirstOrDefault(c => c.IsLive && c.Id == from);
            var user = contacts.FirstOrDefault(c => c.IsLive && c.Id == into);
            if (lead is null || user is null) return NotFound();
            if (lead.Role != "lead" || user.Role != "user") return Answer.Error(400, "invalid_merge", "Merging can only be performed on a lead into a user");
            lead.MergedInto = user.Id;
            return Answer.Ok(Json(user));
        }
    }

    internal Answer Archive(string id, bool archived)
    {
        lock (gate)
        {
            if (contacts.FirstOrDefault(c => c.Id == id) is not { } found) return NotFound();
            if (!archived && found.Deleted) return Answer.Error(400, "bad_request", "User has been marked for permanent deletion and is not restorable.");
            if (!archived && found.MergedInto is not null) return Answer.Error(400, "bad_request", "User has been merged and is not restorable.");
            found.Archived = archived;
            return Answer.Ok(new JsonObject { ["type"] = "contact", ["id"] = found.Id, ["external_id"] = found.ExternalId, ["archived"] = archived });
        }
    }

    internal Answer Delete(string id)
    {
        lock (gate)
        {
            if (contacts.FirstOrDefault(c => c.Id == id && c.IsLive) is not { } found) return NotFound();
            found.Deleted = true;
            return Answer.Ok(new JsonObject { ["type"] = "contact", ["id"] = found.Id, ["external_id"] = found.ExternalId, ["deleted"] = true });
        }
    }

    internal Answer Search(JsonObject body)
    {
        if (body["query"] is not JsonObject query) return Answer.Error(400, "parameter_invalid", "query is required");
        lock (gate)
        {
            var now = options.Time.GetUtcNow();
            var rows = contacts.Where(c => c.IsLive && c.SearchableAt <= now && SearchQuery.Matches(query, c)).ToList();
            var perPage = Math.Clamp((int?)body["pagination"]?["per_page"] ?? 50, 1, 150);
            var start = int.TryParse((string?)body["pagination"]?["starting_after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;
            var next = start + perPage < rows.Count ? new JsonObject { ["starting_after"] = (start + perPage).ToString(CultureInfo.InvariantCulture) } : null;
            return Answer.Ok(new JsonObject
            {
                ["type"] = "list",
                ["data"] = new JsonArray([.. rows.Skip(start).Take(perPage).Select(Json)]),
                ["total_count"] = rows.Count,
                ["pages"] = new JsonObject { ["type"] = "pages", ["page"] = (start / perPage) + 1, ["per_page"] = perPage, ["total_pages"] = (rows.Count + perPage - 1) / perPage, ["next"] = next },
            });
        }
    }

    private Answer? Conflicting(string? externalId, string? email)
    {
        var users = contacts.Where(c => c.Role == "user" && c.MergedInto is null).ToList();
        if (externalId is not null && users.Where(c => c.ExternalId == externalId).OrderBy(c => !c.IsLive).FirstOrDefault() is { } sameKey) return Conflict(sameKey);
        if (email is null) return null;
        var sameEmail = users.Where(c => SameEmail(c.Email, email)).ToList();
        if (externalId is null)
        {
            if (sameEmail.Count(c => c.IsLive) > 1) return Answer.Error(409, "conflict", "Multiple existing users match this email address - must be more specific using user_id");
            return sameEmail.OrderBy(c => !c.IsLive).FirstOrDefault() is { } match ? Conflict(match) : null;
        }

        return options.SameEmailNewExternalIdConflicts && sameEmail.FirstOrDefault(c => c.IsLive) is { } other ? Conflict(other) : null;
    }

    private StoredContact Add(string role, string? externalId, string? email, JsonObject body)
    {
        var now = options.Time.GetUtcNow();
        var contact = new StoredContact
        {
            Id = (++counter).ToString("x24", CultureInfo.InvariantCulture),
            Role = role,
            ExternalId = externalId,
            Email = email,
            CreatedAt = now,
            SearchableAt = now + options.SearchLag,
        };
        Change(contact, body);
        contact.SearchableAt = now + options.SearchLag;
        contacts.Add(contact);
        return contact;
    }

    private static void Change(StoredContact contact, JsonObject body)
    {
        if (body.TryGetPropertyValue("email", out var email)) contact.Email = email is null ? "" : (string?)email;
        if (body.TryGetPropertyValue("phone", out var phone)) contact.Phone = (string?)phone;
        if (body.TryGetPropertyValue("name", out var name)) contact.Name = (string?)name;
        if (body["custom_attributes"] is not JsonObject attributes) return;
        foreach (var (key, value) in attributes) contact.CustomAttributes[key] = value?.DeepClone();
    }

    private static Answer Conflict(StoredContact contact) =>
        Answer.Error(409, "conflict", contact.IsLive ? $"A contact matching those details already exists with id={contact.Id}" : $"An archived contact matching those details already exists with id={contact.Id}");

    private static Answer NotFound() => Answer.Error(404, "not_found", "User Not Found");

    private static Answer Gone(StoredContact contact) => Answer.Error(410, "contact_merged", "Contact has been merged") with { Link = $"</contacts/{contact.MergedInto}>; rel=\"canonical\"" };

    private static JsonObject Json(StoredContact contact) => new()
    {
        ["type"] = "contact",
        ["id"] = contact.Id,
        ["role"] = contact.Role,
        ["external_id"] = contact.ExternalId,
        ["email"] = System.Net.WebUtility.HtmlEncode(contact.Email),
        ["phone"] = contact.Phone,
        ["name"] = System.Net.WebUtility.HtmlEncode(contact.Name),
        ["created_at"] = contact.CreatedAt.ToUnixTimeSeconds(),
        ["custom_attributes"] = contact.CustomAttributes.DeepClone(),
    };

    private static JsonObject LegacyJson(StoredContact contact) => new()
    {
        ["type"] = contact.Role == "user" ? "user" : "contact",
        ["id"] = contact.Id,
        ["user_id"] = contact.ExternalId,
        ["email"] = contact.Email,
        ["phone"] = contact.Phone,
        ["name"] = contact.Name,
        ["created_at"] = contact.CreatedAt.ToUnixTimeSeconds(),
        ["custom_attributes"] = contact.CustomAttributes.DeepClone(),
    };

    private static string? Text(JsonObject body, string name) => body[name] is JsonValue value ? value.ToString() is { } text && text.Trim().Length > 0 ? text : null : null;

    private static string? Normalize(string? email) => email?.Trim().ToLowerInvariant();

    private static bool SameEmail(string? left, string? right) => string.Equals(Normalize(left), Normalize(right), StringComparison.Ordinal);
}
