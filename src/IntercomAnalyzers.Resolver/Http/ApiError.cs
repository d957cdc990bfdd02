using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>One item of Intercom's error list. The message is for parsing only; it is never logged.</summary>
internal sealed record ApiError(string Code, string Message)
{
    public static IReadOnlyList<ApiError> ReadList(JsonElement body)
    {
        if (!body.TryGet("errors"u8, out var errors) || errors.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var list = new List<ApiError>();
        foreach (var error in errors.EnumerateArray())
        {
            if (error.GetText("code"u8) is { } code)
            {
                list.Add(new ApiError(code, error.GetText("message"u8) ?? string.Empty));
            }
        }

        return list;
    }
}
