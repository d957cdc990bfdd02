using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Writes values as Intercom takes them; what is null or blank is left out.</summary>
internal static class FieldWriter
{
    public static void Write(this JsonObject fields, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            fields[name] = value;
        }
    }

    public static void Write(this JsonObject fields, string name, int? value)
    {
        if (value is { } number)
        {
            fields[name] = number;
        }
    }

    public static void Write(this JsonObject fields, string name, DateTimeOffset? value)
    {
        if (value is { } at)
        {
            fields[name] = at.ToUnixTimeSeconds();
        }
    }

    public static void Write(this JsonObject fields, string name, IDictionary<string, object?> values)
    {
        var written = new JsonObject();
        foreach (var pair in values)
        {
            if (pair.Value is { } value)
            {
                written[pair.Key] = ToNode(value);
            }
        }

        if (written.Count > 0)
        {
            fields[name] = written;
        }
    }

    // Intercom takes dates as Unix seconds.
    public static JsonNode? ToNode(object value) => value switch
    {
        DateTimeOffset at => JsonValue.Create(at.ToUnixTimeSeconds()),
        DateTime at => JsonValue.Create(new DateTimeOffset(at).ToUnixTimeSeconds()),
        JsonNode node => node.DeepClone(),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), SerializerOptions.Node),
    };
}
