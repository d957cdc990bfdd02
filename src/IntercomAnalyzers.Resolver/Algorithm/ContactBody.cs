using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver.Algorithm;

/// <summary>The JSON bodies that are sent. Nulls are left out: an explicit null clears a field.</summary>
internal static class ContactBody
{
    /// <summary>The body of the create: the whole identity, and every field of the draft.</summary>
    public static JsonObject Create(ContactDraft draft, ContactIdentity identity)
    {
        var body = Fields(draft);
        body["role"] = identity.Role == ContactRole.Lead ? "lead" : "user";
        body.Remove("external_id");
        body.Remove("email");
        if (identity.ExternalId is { } key) body["external_id"] = key;
        if (identity.Email is { } email) body["email"] = email;
        return body;
    }

    /// <summary>The fields of the draft that are not null.</summary>
    public static JsonObject Fields(ContactDraft draft)
    {
        var body = draft.Body is { } given ? WithoutNulls(given) : [];
        if (draft.Phone is { } phone) body["phone"] = phone;
        if (draft.Name is { } name) body["name"] = name;
        if (draft.SignedUpAt is { } signedUp) body["signed_up_at"] = signedUp.ToUnixTimeSeconds();
        if (draft.CustomAttributes.Count > 0)
        {
            var attributes = new JsonObject();
            foreach (var attribute in draft.CustomAttributes) attributes[attribute.Key] = JsonSerializer.SerializeToNode(attribute.Value);
            body["custom_attributes"] = attributes;
        }

        return body;
    }

    public static JsonObject WithoutNulls(JsonObject body)
    {
        var kept = new JsonObject();
        foreach (var field in body)
        {
            if (field.Value is { } value) kept[field.Key] = value.DeepClone();
        }

        return kept;
    }
}
