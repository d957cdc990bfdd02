using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>Writes contacts as Intercom does.</summary>
internal static class ContactJson
{
    /// <summary>A contact of API 2.x.</summary>
    public static JsonObject Contact(StoredContact contact, bool escape)
    {
        JsonObject json = new()
        {
            ["type"] = "contact",
            ["id"] = contact.Id,
            ["external_id"] = contact.ExternalId,
            ["role"] = contact.Role,
            ["email"] = Escape(contact.Email, escape),
            ["phone"] = contact.Phone,
            ["name"] = Escape(contact.Name, escape),
            ["created_at"] = contact.CreatedAt.ToUnixTimeSeconds(),
            ["updated_at"] = contact.UpdatedAt.ToUnixTimeSeconds(),
            ["custom_attributes"] = Object(contact.CustomAttributes),
            ["companies"] = new JsonObject
            {
                ["type"] = "list",
                ["data"] = new JsonArray([.. contact.CompanyIds.Select(id => new JsonObject { ["type"] = "company", ["id"] = id })]),
                ["total_count"] = contact.CompanyIds.Count,
                ["has_more"] = false,
            },
        };
        return WithOptionalFields(json, contact);
    }

    /// <summary>A user (or, for a lead, a contact) of API 1.x.</summary>
    public static JsonObject Legacy(StoredContact contact, bool escape)
    {
        JsonObject json = new()
        {
            ["type"] = contact.IsUser ? "user" : "contact",
            ["id"] = contact.Id,
            ["user_id"] = contact.ExternalId,
            ["anonymous"] = !contact.IsUser,
            ["email"] = Escape(contact.Email, escape),
            ["phone"] = contact.Phone,
            ["name"] = Escape(contact.Name, escape),
            ["created_at"] = contact.CreatedAt.ToUnixTimeSeconds(),
            ["updated_at"] = contact.UpdatedAt.ToUnixTimeSeconds(),
            ["custom_attributes"] = Object(contact.CustomAttributes),
        };
        return WithOptionalFields(json, contact);
    }

    private static JsonObject WithOptionalFields(JsonObject json, StoredContact contact)
    {
        foreach ((string name, JsonElement value) in contact.OptionalFields)
        {
            json[name] = Node(value);
        }

        return json;
    }

    internal static JsonObject Object(ImmutableDictionary<string, JsonElement> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, Node(value.Value))));

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());

    private static string? Escape(string? text, bool escape) => !escape
        ? text
        : text?.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
}
