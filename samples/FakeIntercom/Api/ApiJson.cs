using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>Reads fields of request bodies and writes answers.</summary>
internal static class ApiJson
{
    public static byte[] Serialize(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node);

    /// <summary>Reads a field that is a string or a number.</summary>
    /// <returns>Whether the field is there; <paramref name="value"/> is <see langword="null"/> when it is a JSON null.</returns>
    /// <exception cref="ApiErrorException">The field is something else.</exception>
    public static bool TryGetText(JsonElement body, string name, out string? value)
    {
        value = null;
        if (!body.TryGetProperty(name, out JsonElement field))
        {
            return false;
        }

        value = field.ValueKind switch
        {
            JsonValueKind.String => field.GetString(),
            JsonValueKind.Number => field.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw ApiErrorException.InvalidParameter($"{name} must be a string"),
        };
        return true;
    }

    public static string? Text(JsonElement body, string name) => TryGetText(body, name, out string? value) ? value : null;

    public static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
