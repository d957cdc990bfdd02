using System.Net;
using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>Reads contacts and lists from Intercom's JSON.</summary>
internal static class ContactReader
{
    /// <summary>A 2.x contact: an object with an id.</summary>
    public static bool IsContact(JsonElement json) => json.GetId() is not null && !json.TryGet("data"u8, out _);

    /// <summary>A legacy user, or a list of them.</summary>
    public static bool IsUserOrList(JsonElement json) => IsContact(json) || IsArray(json, "users"u8) || IsArray(json, "data"u8);

    public static bool IsSearchPage(JsonElement json) => IsArray(json, "data"u8);

    public static bool IsCompany(JsonElement json) => json.GetId() is not null;

    public static bool IsObject(JsonElement json) => json.ValueKind == JsonValueKind.Object;

    public static ContactRole RoleOf(string? role) => string.Equals(role, "lead", StringComparison.OrdinalIgnoreCase) ? ContactRole.Lead : ContactRole.User;

    /// <summary>Unix seconds as a time; null where there is no such time.</summary>
    public static DateTimeOffset? TimeOf(long seconds) => seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static Contact ReadContact(JsonElement json) => Read(json, "external_id"u8);

    public static Contact ReadUser(JsonElement json) => Read(json, "user_id"u8);

    public static IReadOnlyList<Contact> ReadUsers(JsonElement json)
    {
        if (!IsArray(json, "users"u8) && !IsArray(json, "data"u8))
        {
            return [ReadUser(json)];
        }

        var items = IsArray(json, "users"u8) ? json.GetProperty("users") : json.GetProperty("data");
        return items.EnumerateArray().Where(IsContact).Select(ReadUser).ToArray();
    }

    private static bool IsArray(JsonElement json, ReadOnlySpan<byte> property) =>
        json.TryGet(property, out var value) && value.ValueKind == JsonValueKind.Array;

    private static Contact Read(JsonElement json, ReadOnlySpan<byte> keyProperty) => new(
        json.GetId()!,
        RoleOf(json.GetText("role"u8)),
        json)
    {
        ExternalId = json.GetText(keyProperty),
        // Intercom escapes name and email as HTML by default.
        Email = WebUtility.HtmlDecode(json.GetText("email"u8)),
        Name = WebUtility.HtmlDecode(json.GetText("name"u8)),
        Phone = json.GetText("phone"u8),
        CreatedAt = json.TryGet("created_at"u8, out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var seconds) ? TimeOf(seconds) : null,
    };
}
