namespace IntercomAnalyzers.CreationPoints;

/// <summary>Why a failed call is known to have failed on a path.</summary>
internal enum FailureCause
{
    None,

    /// <summary>It threw, and a handler caught the exception.</summary>
    Caught,

    /// <summary>Its status was tested.</summary>
    Status,

    /// <summary>The client answered null.</summary>
    NullAnswer,

    /// <summary>The answer could not be read.</summary>
    Unreadable,
}

/// <summary>What a path knows about one Intercom call that it has made. Immutable.</summary>
internal sealed record CallState(IntercomCall Call, StatusSet Status, MatchSet Matches, FailureCause Cause)
{
    /// <summary>The call was made on some of the paths that were joined, or with different values: it may guard, and proves no failure.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>The call is known to have failed in another way than 'no such contact'.</summary>
    public bool IsFailed => !IsUncertain && (Status & StatusSet.Failed) != 0 && (Status & StatusSet.Success) == 0 && Cause != FailureCause.None;
}
