using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IntercomProbes.Sessions;

/// <summary>An answer that is read to its end.</summary>
internal sealed partial class Reply(int status, JsonElement body, HttpResponseHeaders headers)
{
    public int Status { get; } = status;

    public JsonElement Body { get; } = body;

    public string? Id => Text("id");

    public string? ErrorCode => Error("code");

    public string? ErrorMessage => Error("message");

    /// <summary>The id that a conflict names in its message.</summary>
    public string? ConflictId => IdInMessage().Match(ErrorMessage ?? "") is { Success: true } match ? match.Groups[1].Value : null;

    public string? Text(string property) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The ids of the rows of a list.</summary>
    /// <exception cref="ProbeFailedException">The answer is no list.</exception>
    public IReadOnlyList<string> RowIds() =>
        Status == 200 && Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray().Select(row => row.GetProperty("id").GetString()!)]
            : throw new ProbeFailedException($"a search answered {Describe()}");

    public string? Header(string name) => headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    /// <exception cref="ProbeFailedException">The status is another one, or the body of a success is no JSON object.</exception>
    public Reply Expect(params ReadOnlySpan<int> statuses)
    {
        if (!statuses.Contains(Status))
        {
            throw new ProbeFailedException($"unexpected answer {Describe()}{(ErrorMessage is { } message ? $": {message}" : "")}");
        }

        return Status >= 300 || Body.ValueKind == JsonValueKind.Object ? this : throw new ProbeFailedException($"the answer {Status} is not readable");
    }

    public string Describe() => ErrorCode is { } code ? $"{Status} {code}" : $"{Status}";

    private string? Error(string property) =>
        Body.ValueKind == JsonValueKind.Object
        && Body.TryGetProperty("errors", out JsonElement errors)
        && errors.ValueKind == JsonValueKind.Array
        && errors.GetArrayLength() > 0
        && errors[0].TryGetProperty(property, out JsonElement value)
            ? value.ToString()
            : null;

    [GeneratedRegex(@"\bid=([0-9A-Za-z]+)")]
    private static partial Regex IdInMessage();
}
