namespace IntercomAnalyzers.Resolver;

/// <summary>The role of a contact.</summary>
public enum ContactRole
{
    /// <summary>A user: signed up, identified by <c>external_id</c> or email.</summary>
    User,

    /// <summary>A lead: not signed up. Intercom generates its <c>external_id</c>; leads are never unique on the server.</summary>
    Lead,
}
