using System.Collections.Immutable;
using System.Text.Json;

namespace FakeIntercom.Api;

/// <summary>Applies the fields of a request body to a contact. Absent fields stay as they are.</summary>
internal static class ContactPayload
{
    private static readonly string[] OptionalFields =
    [
        "signed_up_at", "last_seen_at", "owner_id", "avatar", "unsubscribed_from_emails", "language_override", "email_verified",
    ];

    /// <summary>Applies everything but role, external_id (user_id) and email.</summary>
    public static StoredContact ApplyProfile(this StoredContact contact, JsonElement body) => contact with
    {
        Name = ApiJson.TryGetText(body, "name", out string? name) ? name : contact.Name,
        Phone = ApiJson.TryGetText(body, "phone", out string? phone) ? phone : contact.Phone,
        CustomAttributes = contact.CustomAttributes.SetItems(CustomAttributesOf(body)),
        OptionalFields = contact.OptionalFields.SetItems(OptionalFieldsOf(body)),
    };

    /// <summary>Applies an email of an update: an explicit null leaves an empty string behind.</summary>
    public static StoredContact ApplyEmail(this StoredContact contact, JsonElement body) =>
        ApiJson.TryGetText(body, "email", out string? email) ? contact with { Email = email ?? "" } : contact;

    private static IEnumerable<KeyValuePair<string, JsonElement>> OptionalFieldsOf(JsonElement body) =>
        from name in OptionalFields
        where body.TryGetProperty(name, out _)
        select KeyValuePair.Create(name, body.GetProperty(name));

    internal static IEnumerable<KeyValuePair<string, JsonElement>> CustomAttributesOf(JsonElement body)
    {
        if (!body.TryGetProperty("custom_attributes", out JsonElement attributes) || attributes.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return attributes.ValueKind == JsonValueKind.Object
            ? attributes.EnumerateObject().Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value))
            : throw ApiErrorException.InvalidParameter("custom_attributes must be an object");
    }
}
