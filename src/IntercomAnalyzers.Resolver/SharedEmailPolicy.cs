namespace IntercomAnalyzers.Resolver;

/// <summary>What to do when the email belongs to users that have another external_id.</summary>
public enum SharedEmailPolicy
{
    /// <summary>Report <see cref="ContactOutcome.Ambiguous"/>.</summary>
    Refuse,

    /// <summary>Create a distinct user: in this workspace people share emails.</summary>
    AllowDistinct,
}
