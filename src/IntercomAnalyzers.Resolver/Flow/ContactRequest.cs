using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>What is wanted: the role, and the fields to send besides the identity.</summary>
/// <param name="Role">The role to create.</param>
/// <param name="Fields">Gives all fields as given; role, external_id and email are set from the identity.</param>
/// <param name="UpdateExisting">Write the fields to a contact that exists.</param>
internal sealed record ContactRequest(ContactRole Role, Func<JsonObject> Fields, bool UpdateExisting)
{
    /// <summary>The companies to attach, as they are sent.</summary>
    public IReadOnlyList<JsonObject> Companies { get; init; } = [];

    /// <summary>The body of a create: every field, the explicit role and the whole identity.</summary>
    public byte[] CreateBody(ContactIdentity identity) => JsonBody.Write((Request: this, Identity: identity), static (writer, create) =>
    {
        writer.WriteStartObject();
        foreach (var field in create.Request.OtherFields())
        {
            writer.WritePropertyName(field.Key);
            field.Value!.WriteTo(writer);
        }

        writer.WriteString("role"u8, create.Request.Role == ContactRole.Lead ? "lead" : "user");
        if (create.Identity.ExternalId is { } externalId)
        {
            writer.WriteString("external_id"u8, externalId);
        }

        if (create.Identity.Email is { } email)
        {
            writer.WriteString("email"u8, email);
        }

        writer.WriteEndObject();
    });

    /// <summary>The fields to write to a contact that exists; empty when it is to stay as it is.</summary>
    public JsonObject UpdateBody()
    {
        var body = new JsonObject();
        if (UpdateExisting)
        {
            foreach (var field in OtherFields())
            {
                body[field.Key] = field.Value!.DeepClone();
            }
        }

        return body;
    }

    // A null would clear what Intercom holds.
    private IEnumerable<KeyValuePair<string, JsonNode?>> OtherFields() =>
        Fields().Where(field => field.Value is not null && field.Key is not ("role" or "external_id" or "email"));
}
