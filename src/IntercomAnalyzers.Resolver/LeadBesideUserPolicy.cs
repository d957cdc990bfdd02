namespace IntercomAnalyzers.Resolver;

/// <summary>What to do with leads that have the email of the user that was found.</summary>
public enum LeadBesideUserPolicy
{
    /// <summary>Use the user and leave the leads.</summary>
    Use,

    /// <summary>Use the user and merge the leads seen by the lookup into it.</summary>
    Merge,
}
