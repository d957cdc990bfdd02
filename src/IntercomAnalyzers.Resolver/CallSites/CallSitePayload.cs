using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Reads the JSON object a call site was going to send.</summary>
internal static class CallSitePayload
{
    public static async Task<JsonObject> ReadAsync(HttpContent? content)
    {
        if (content is null)
        {
            throw new ArgumentException("The content is missing: it must be a JSON object with the contact's identifiers.", nameof(content));
        }

        var bytes = await content.ReadAsByteArrayAsync().ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(bytes) as JsonObject ?? throw NotAnObject(null);
        }
        catch (JsonException exception)
        {
            throw NotAnObject(exception);
        }
    }

    /// <summary>A property's text; numbers as written; null when absent or of another kind.</summary>
    public static string? GetText(JsonObject payload, string property) =>
        payload[property] is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? payload[property]!.ToString() : null;

    // The parser's message can quote the text, which is personal data, so it is not kept as inner exception.
    private static ArgumentException NotAnObject(JsonException? exception) => new(
        exception is null ? "The content must be a JSON object." : $"The content must be a JSON object in UTF-8; it is not valid JSON at byte {exception.BytePositionInLine} of line {exception.LineNumber}.",
        "content");
}
