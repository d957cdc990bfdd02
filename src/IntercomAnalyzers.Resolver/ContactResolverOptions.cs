using Medallion.Threading;
using Microsoft.Extensions.Caching.Distributed;

namespace IntercomAnalyzers.Resolver;

/// <summary>Settings of the resolver. Read once when a resolver is built; later changes have no effect. Not thread-safe.</summary>
public sealed class ContactResolverOptions
{
    /// <summary>The access token of the workspace, without "Bearer". Required by <see cref="IContactResolver"/>; call-site extensions use the HttpClient's own.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The regional API root. Absolute http or https. Default: https://api.intercom.io/.</summary>
    public Uri? BaseAddress { get; set; } = new("https://api.intercom.io/");

    /// <summary>The Intercom-Version to send, 2.0 or later; before 2.13 keys are looked up by search. Default: 2.16.</summary>
    public string ApiVersion { get; set; } = "2.16";

    /// <summary>The email belongs to another external_id. Default: refuse.</summary>
    public SharedEmailPolicy SharedEmail { get; set; }

    /// <summary>An archived contact holds the identity. Default: report.</summary>
    public ArchivedContactPolicy ArchivedContacts { get; set; }

    /// <summary>Leads beside the user that was found. Default: leave them.</summary>
    public LeadBesideUserPolicy LeadBesideUser { get; set; }

    /// <summary>Several leads and no user. Default: refuse.</summary>
    public SeveralLeadsPolicy SeveralLeads { get; set; }

    /// <summary>Limit for one resolution with all its waits and retries. Default: 100 seconds.</summary>
    public TimeSpan TotalDeadline { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Limit for one HTTP request. Default: 20 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Tries of one read or update, first included, from 1 to 10. Default: 4.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>First wait between tries; it doubles, with jitter. Default: 1 second.</summary>
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a write is remembered, because search lags behind writes. Default: 5 minutes.</summary>
    public TimeSpan MarkerAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Requests to start in any ten seconds, per workspace and process; further ones wait in order. From 1 to 100,000, or null for no limit of the client's own.
    /// A window that Intercom reports as used up is waited for in any case. Default: null.
    /// </summary>
    public int? RequestsPerTenSeconds { get; set; }

    /// <summary>Locks identities across processes, besides the lock in the process. AddIntercomContactResolver fills it from the services. Default: null.</summary>
    public IDistributedLockProvider? DistributedLockProvider { get; set; }

    /// <summary>Shares what was written lately across processes. AddIntercomContactResolver fills it from the services. Default: null.</summary>
    public IDistributedCache? DistributedCache { get; set; }

    /// <summary>The clock for waits, limits and markers. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal ContactResolverOptions Snapshot() => (ContactResolverOptions)MemberwiseClone();
}
