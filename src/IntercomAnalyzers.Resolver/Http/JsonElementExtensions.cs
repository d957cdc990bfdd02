using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

internal static class JsonElementExtensions
{
    /// <summary>The property's text; numbers as written; null when absent, null or empty.</summary>
    public static string? GetText(this JsonElement element, string property)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
