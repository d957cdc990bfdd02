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
    /// <summary>Short, because the calls of a path are hashed with it: what most often tells two states apart.</summary>
    public override int GetHashCode() => ((int)Status * 5) + (int)Matches;

    /// <summary>The call was made on some of the paths that were joined, or with different values: it may guard, and proves no failure.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>A condition has looked at what the lookup answered.</summary>
    public bool IsTested { get; init; }

    /// <summary>The lookup has answered that there is no such contact.</summary>
    public bool ProvesAbsence => Status == StatusSet.NotFound || (Matches == MatchSet.None && Call.Kind == CallKind.Lookup);

    /// <summary>The lookup has found a contact on this path.</summary>
    public bool ProvesPresence => !IsUncertain && Matches != MatchSet.Never && ((Matches & MatchSet.None) == 0 || (Call.IsKeyed && Status == StatusSet.Success && Matches == MatchSet.Any));

    /// <summary>The lookup has answered, and nothing on this path has looked at what it found.</summary>
    public bool IsIgnored => !IsUncertain && !IsTested && Matches == MatchSet.Any && (Status & StatusSet.Success) != 0 && !Call.IsPresumed;

    /// <summary>Several contacts matched, or may have, where one match would have taken another path.</summary>
    public bool IsSeveral => !IsUncertain && (Matches & MatchSet.Many) != 0 && (Matches & MatchSet.One) == 0;

    /// <summary>The call is known to have failed in another way than 'no such contact'.</summary>
    public bool IsFailed => !IsUncertain && (Status & StatusSet.Failed) != 0 && (Status & StatusSet.Success) == 0 && Cause != FailureCause.None;
}
