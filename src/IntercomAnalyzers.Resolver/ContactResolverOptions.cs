namespace IntercomAnalyzers.Resolver;

/// <summary>What to do about an email that belongs to a user with another external_id.</summary>
public enum SharedEmailPolicy
{
    /// <summary>Report <see cref="ContactOutcome.Ambiguous"/>.</summary>
    Refuse,

    /// <summary>Two persons may share an email: create the second.</summary>
    AllowDistinct,
}

/// <summary>What to do about an archived contact that holds the identity.</summary>
public enum ArchivedContactPolicy
{
    /// <summary>Report <see cref="ContactOutcome.ArchivedConflict"/>: archiving may have been deliberate.</summary>
    Report,

    /// <summary>Bring it back and use it.</summary>
    Unarchive,
}

/// <summary>What to do about a lead with the email of a wanted user.</summary>
public enum LeadPolicy
{
    /// <summary>Make the lead the user; its conversations stay. Several leads are ambiguous.</summary>
    Promote,

    /// <summary>Report <see cref="ContactOutcome.Ambiguous"/>.</summary>
    Refuse,
}

/// <summary>Options of the resolver. Read once when a resolver is made.</summary>
public sealed class ContactResolverOptions
{
    /// <summary>The access token of the workspace. Required; never logged.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The API's address for the region of the workspace. Absolute, http or https.</summary>
    public Uri? BaseAddress { get; set; } = new("https://api.intercom.io/");

    /// <summary>The API version that is sent; 2.13 is the first with a lookup by external_id.</summary>
    public string IntercomVersion { get; set; } = "2.13";

    /// <summary>The time for one request.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The time for a whole resolution, waits included. On expiry it ends in a typed failure.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a read that failed in passing is repeated; 0 to 10.</summary>
    public int MaxRetryAttempts { get; set; } = 3;

    /// <summary>The first delay between attempts; it doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a write is remembered, because search lags behind writes for minutes.</summary>
    public TimeSpan MarkerLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>See <see cref="SharedEmailPolicy"/>.</summary>
    public SharedEmailPolicy SharedEmail { get; set; } = SharedEmailPolicy.Refuse;

    /// <summary>See <see cref="ArchivedContactPolicy"/>.</summary>
    public ArchivedContactPolicy ArchivedContacts { get; set; } = ArchivedContactPolicy.Report;

    /// <summary>See <see cref="LeadPolicy"/>.</summary>
    public LeadPolicy LeadBesideUser { get; set; } = LeadPolicy.Promote;

    /// <summary>The clock; tests replace it.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;
}
