using System.Text.Json;
using System.Text.RegularExpressions;

namespace IntercomAnalyzers.Resolver.Api;

/// <summary>What came back for one request, or that nothing did. Immutable.</summary>
internal sealed record ApiAnswer(int Status, JsonElement? Body)
{
    private static readonly Regex IdInMessage = new(@"\bid=([0-9A-Za-z]+)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex IdInLink = new(@"/contacts/([0-9A-Za-z]+)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public string? RequestId { get; init; }

    /// <summary>How long Intercom asks to wait, or null.</summary>
    public TimeSpan? Wait { get; init; }

    public string? Link { get; init; }

    /// <summary>The connection was refused: the request never left.</summary>
    public bool NotSent { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>A JSON object came with a success.</summary>
    public bool IsReadable => IsSuccess && Body is { ValueKind: JsonValueKind.Object };

    public bool IsAbsent => Status == 404;

    /// <summary>It may succeed when it is sent again: no answer, a time-out, a full window, a server error, an unreadable success.</summary>
    public bool IsTransient => Status is 0 or 408 or 429 or >= 500 || (IsSuccess && !IsReadable);

    public bool IsConflict => Status == 409 || ErrorCodes.Any(c => c is "conflict" or "resource_conflict" or "unique_user_constraint");

    /// <summary>The contact that a conflict names, or null.</summary>
    public string? ConflictingId => ErrorMessages.Select(m => IdInMessage.Match(m)).FirstOrDefault(m => m.Success)?.Groups[1].Value;

    public bool NamesArchived => ErrorMessages.Any(m => m.IndexOf("archived", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The contact that a merged one (410) has become, or null.</summary>
    public string? CanonicalId => Status == 410 && Link is { } link && IdInLink.Match(link) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Status and error code, without the message: messages can hold personal data.</summary>
    public string Text => Status == 0 ? NotSent ? "no connection" : "no answer" : IsSuccess && !IsReadable ? $"unreadable {Status}" : ErrorCodes.FirstOrDefault() is { } code ? $"{Status} {code}" : $"{Status}";

    private IEnumerable<string> ErrorCodes => Errors("code");

    private IEnumerable<string> ErrorMessages => Errors("message");

    private IEnumerable<string> Errors(string property)
    {
        if (IsSuccess || Body is not { ValueKind: JsonValueKind.Object } body || !body.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Array) yield break;
        foreach (var error in errors.EnumerateArray())
        {
            if (error.ValueKind == JsonValueKind.Object && error.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String) yield return value.GetString()!;
        }
    }
}
