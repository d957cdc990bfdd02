using System.Text.Json;

namespace FakeIntercom.Api;

/// <summary>Tells which identifiers a search asks for, so that it need not read all contacts.</summary>
internal static class SearchKeys
{
    /// <summary>The identifiers one of which every match has, or <see langword="null"/> when the query does not say.</summary>
    /// <param name="query">A query that <see cref="ContactQuery"/> takes.</param>
    public static IReadOnlyList<ContactKey>? Of(JsonElement query)
    {
        JsonElement value = query.GetProperty("value");
        if (ApiJson.Text(query, "operator") != "OR")
        {
            return Key(query) is { } key ? [key] : null;
        }

        ContactKey?[] keys = [.. value.EnumerateArray().Select(Key)];
        return keys.All(key => key is not null) ? [.. keys.Select(key => key!.Value)] : null;
    }

    private static ContactKey? Key(JsonElement filter)
    {
        ContactField? field = ApiJson.Text(filter, "field") switch
        {
            "email" => ContactField.Email,
            "external_id" => ContactField.ExternalId,
            _ => null,
        };

        // No value finds the contacts that have none.
        return field is { } known
            && ApiJson.Text(filter, "operator") == "="
            && filter.GetProperty("value") is { ValueKind: JsonValueKind.String } value
            && value.GetString() is { Length: > 0 } text
                ? new ContactKey(known, text)
                : null;
    }
}
