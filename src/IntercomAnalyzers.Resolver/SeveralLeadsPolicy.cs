namespace IntercomAnalyzers.Resolver;

/// <summary>What to do when a user is wanted and only several leads have the email.</summary>
public enum SeveralLeadsPolicy
{
    /// <summary>Report <see cref="ContactOutcome.Ambiguous"/>.</summary>
    Refuse,

    /// <summary>Promote the oldest lead to the user and merge the others into it.</summary>
    PromoteAndMerge,
}
