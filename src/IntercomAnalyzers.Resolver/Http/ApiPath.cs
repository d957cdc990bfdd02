namespace IntercomAnalyzers.Resolver;

/// <summary>A path below the API root, and the same path without values, which is safe to log.</summary>
internal readonly record struct ApiPath(string Value, string Template)
{
    public static ApiPath Contacts { get; } = new("contacts", "contacts");

    public static ApiPath Search { get; } = new("contacts/search", "contacts/search");

    public static ApiPath Merge { get; } = new("contacts/merge", "contacts/merge");

    public static ApiPath Users { get; } = new("users", "users");

    public static ApiPath Companies { get; } = new("companies", "companies");

    public static ApiPath CompaniesOf(string contactId) => new("contacts/" + Uri.EscapeDataString(contactId) + "/companies", "contacts/{id}/companies");

    public static ApiPath Contact(string id) => new("contacts/" + Uri.EscapeDataString(id), "contacts/{id}");

    public static ApiPath Unarchive(string id) => new("contacts/" + Uri.EscapeDataString(id) + "/unarchive", "contacts/{id}/unarchive");

    public static ApiPath ByExternalId(string externalId) =>
        new("contacts/find_by_external_id/" + Uri.EscapeDataString(externalId), "contacts/find_by_external_id/{external_id}");

    public static ApiPath User(string id) => new("users/" + Uri.EscapeDataString(id), "users/{id}");

    public static ApiPath UserByUserId(string userId) => new("users?user_id=" + Uri.EscapeDataString(userId), "users?user_id={user_id}");

    public static ApiPath UserByEmail(string email) => new("users?email=" + Uri.EscapeDataString(email), "users?email={email}");
}
