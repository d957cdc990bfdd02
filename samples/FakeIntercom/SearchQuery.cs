using System.Text.Json.Nodes;

namespace FakeIntercom;

/// <summary>The filters of POST /contacts/search that contacts are looked up by.</summary>
internal static class SearchQuery
{
    public static bool Matches(JsonObject query, StoredContact contact)
    {
        var operation = (string?)query["operator"] ?? "=";
        if (query["value"] is JsonArray items && operation is "AND" or "OR")
        {
            var matches = ((JsonArray)query["value"]!).OfType<JsonObject>().Select(q => Matches(q, contact));
            return operation == "AND" ? matches.All(m => m) : matches.Any(m => m);
        }

        var actual = (string?)query["field"] switch
        {
            "email" => contact.Email?.Trim().ToLowerInvariant(),
            "external_id" => contact.ExternalId,
            "phone" => contact.Phone,
            "role" => contact.Role,
            "id" => contact.Id,
            "name" => contact.Name,
            _ => null,
        };
        string Wanted(JsonNode? value) => (string?)query["field"] == "email" ? (value?.ToString() ?? "").Trim().ToLowerInvariant() : value?.ToString() ?? "";
        return operation switch
        {
            "=" => actual is not null && actual == Wanted(query["value"]),
            "!=" => actual != Wanted(query["value"]),
            "IN" => query["value"] is JsonArray list && list.Any(v => actual == Wanted(v)),
            "~" => actual?.Contains(Wanted(query["value"]), StringComparison.OrdinalIgnoreCase) == true,
            _ => false,
        };
    }
}
