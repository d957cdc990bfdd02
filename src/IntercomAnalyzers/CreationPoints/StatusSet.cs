namespace IntercomAnalyzers.CreationPoints;

/// <summary>The kinds of answer that a call may have had on a path.</summary>
[Flags]
internal enum StatusSet
{
    None = 0,

    /// <summary>2xx.</summary>
    Success = 1,

    /// <summary>404 or 410: positive proof of absence for a lookup by key.</summary>
    NotFound = 2,

    /// <summary>409.</summary>
    Conflict = 4,

    /// <summary>Anything else: another status, a time-out, no connection, an unreadable answer.</summary>
    Failed = 8,

    Any = Success | NotFound | Conflict | Failed,
}

/// <summary>How many contacts a lookup found, as far as a path knows.</summary>
[Flags]
internal enum MatchSet
{
    Never = 0,
    None = 1,
    One = 2,
    Many = 4,
    Any = None | One | Many,
}
