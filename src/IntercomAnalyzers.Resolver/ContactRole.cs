namespace IntercomAnalyzers.Resolver;

/// <summary>Intercom's contact role.</summary>
public enum ContactRole
{
    /// <summary>A user: identified by external_id, else by email.</summary>
    User,

    /// <summary>A lead: Intercom never compares leads, so only its email can find it again.</summary>
    Lead,
}
