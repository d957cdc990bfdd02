using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>What is wanted: the role, and the fields to send besides the identity.</summary>
/// <param name="Role">The role to create.</param>
/// <param name="Fields">All non-null fields as given; role, external_id and email are set from the identity.</param>
/// <param name="UpdateExisting">Write the fields to a contact that exists.</param>
internal sealed record ContactRequest(ContactRole Role, JsonObject Fields, bool UpdateExisting)
{
    /// <summary>The companies to attach, as they are sent.</summary>
    public IReadOnlyList<JsonObject> Companies { get; init; } = [];

    /// <summary>The body of a create: every field, the explicit role and the whole identity.</summary>
    public JsonObject CreateBody(ContactIdentity identity)
    {
        var body = OtherFields();
        body["role"] = Role == ContactRole.Lead ? "lead" : "user";
        if (identity.ExternalId is not null)
        {
            body["external_id"] = identity.ExternalId;
        }

        if (identity.Email is not null)
        {
            body["email"] = identity.Email;
        }

        return body;
    }

    /// <summary>The fields to write to a contact that exists; empty when it is to stay as it is.</summary>
    public JsonObject UpdateBody() => UpdateExisting ? OtherFields() : [];

    private JsonObject OtherFields()
    {
        var fields = (JsonObject)Fields.DeepClone();
        foreach (var name in (string[])["role", "external_id", "email"])
        {
            fields.Remove(name);
        }

        // A null would clear what Intercom holds.
        foreach (var name in fields.Where(field => field.Value is null).Select(field => field.Key).ToArray())
        {
            fields.Remove(name);
        }

        return fields;
    }
}
