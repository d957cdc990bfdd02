namespace IntercomAnalyzers.Resolver;

/// <summary>What to do when an archived contact holds the identity.</summary>
public enum ArchivedContactPolicy
{
    /// <summary>Report <see cref="ContactOutcome.ArchivedConflict"/>: archiving may have been deliberate or a privacy request.</summary>
    Report,

    /// <summary>Unarchive the contact and use it.</summary>
    Unarchive,
}
