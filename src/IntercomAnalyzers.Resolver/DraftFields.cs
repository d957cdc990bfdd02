using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Writes a draft's fields as Intercom names them; what is null or blank is left out.</summary>
internal static class DraftFields
{
    public static JsonObject Write(ContactDraft draft)
    {
        var fields = new JsonObject();
        Add(fields, "phone", draft.Phone);
        Add(fields, "name", draft.Name);
        if (draft.SignedUpAt is { } signedUpAt)
        {
            fields["signed_up_at"] = signedUpAt.ToUnixTimeSeconds();
        }

        var attributes = new JsonObject();
        foreach (var attribute in draft.CustomAttributes)
        {
            if (attribute.Value is { } value)
            {
                attributes[attribute.Key] = ToNode(value);
            }
        }

        if (attributes.Count > 0)
        {
            fields["custom_attributes"] = attributes;
        }

        return fields;
    }

    private static void Add(JsonObject fields, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            fields[name] = value;
        }
    }

    // Intercom takes dates as Unix seconds.
    private static JsonNode? ToNode(object value) => value switch
    {
        DateTimeOffset at => JsonValue.Create(at.ToUnixTimeSeconds()),
        DateTime at => JsonValue.Create(new DateTimeOffset(at).ToUnixTimeSeconds()),
        JsonNode node => node.DeepClone(),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), SerializerOptions.Node),
    };
}
