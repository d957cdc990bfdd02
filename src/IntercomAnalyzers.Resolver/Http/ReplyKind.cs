namespace IntercomAnalyzers.Resolver;

/// <summary>What a reply proves.</summary>
internal enum ReplyKind
{
    /// <summary>A 2xx with the expected shape.</summary>
    Success,

    /// <summary>404 with Intercom's error list.</summary>
    NotFound,

    /// <summary>410: merged into another contact.</summary>
    Merged,

    /// <summary>409, or an error code that means it.</summary>
    Conflict,

    /// <summary>429: not processed.</summary>
    RateLimited,

    /// <summary>Another 4xx: refused.</summary>
    Rejected,

    /// <summary>No answer, 408, 5xx or an unreadable 2xx: proves nothing.</summary>
    Failed,
}
