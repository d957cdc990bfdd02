using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

internal static class JsonElementExtensions
{
    /// <summary>Like TryGetProperty, for values of any kind; false when a name in the object is no valid text.</summary>
    public static bool TryGet(this JsonElement element, ReadOnlySpan<byte> property, out JsonElement value)
    {
        value = default;
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out value);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped.
            return false;
        }
    }

    /// <summary>Intercom's id of an object: a plain word, because it becomes part of addresses and log lines.</summary>
    public static string? GetId(this JsonElement element) =>
        element.GetText("id"u8) is { } id && IsId(id) ? id : null;

    /// <summary>True for a text that can be Intercom's id of an object.</summary>
    public static bool IsId(string? text) => text is { Length: > 0 and <= 64 } && IsPlainWord(text);

    /// <summary>The property's text; numbers as written; null when absent, null, empty or no valid text.</summary>
    public static string? GetText(this JsonElement element, ReadOnlySpan<byte> property)
    {
        if (!element.TryGet(property, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => Decode(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static bool IsPlainWord(string text)
    {
        foreach (var c in text)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Decode(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: a name cut in the middle of a symbol.
            return null;
        }
    }
}
