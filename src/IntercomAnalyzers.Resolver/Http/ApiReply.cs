using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>What came back for one request: an answer, or the reason why there is none. Immutable.</summary>
internal sealed class ApiReply
{
    public int Status { get; init; }

    /// <summary>The body of a success that <see cref="HasShape"/>; null where <see cref="Contact"/> was read without a document.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The contact in the body of a success; set whenever the caller asked for one and <see cref="HasShape"/>.</summary>
    public Contact? Contact { get; init; }

    /// <summary>The 2xx body has the shape the caller asked for.</summary>
    public bool HasShape { get; init; }

    public string? RequestId { get; init; }

    public string? CanonicalId { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When the rate limit window ends, if the answer says that nothing is left of it.</summary>
    public DateTimeOffset? WindowUsedUpUntil { get; init; }

    public Exception? Failure { get; init; }

    public IReadOnlyList<ApiError> Errors { get; init; } = [];

    public ReplyKind Kind => Status switch
    {
        0 => ReplyKind.Failed,
        >= 200 and < 300 => HasShape ? ReplyKind.Success : ReplyKind.Failed,
        429 => ReplyKind.RateLimited,
        408 or >= 500 or < 200 => ReplyKind.Failed,
        _ when IsConflict => ReplyKind.Conflict,
        // Only Intercom's own error list proves absence: a proxy's 404 page does not.
        404 => Errors.Count > 0 ? ReplyKind.NotFound : ReplyKind.Failed,
        410 => ReplyKind.Merged,
        >= 400 => ReplyKind.Rejected,
        _ => ReplyKind.Failed,
    };

    /// <summary>The first error's code, when it can be shown.</summary>
    public string? ErrorCode { get; init; }

    private bool IsConflict => Status == 409 || (Errors.Count > 0 && Errors.Any(error => error.Code is "conflict" or "resource_conflict" or "unique_user_constraint"));
}
