namespace FakeIntercom;

/// <summary>How a <see cref="FakeIntercomServer"/> behaves. Read once, when the server starts; only <see cref="Faults"/> may change later.</summary>
public sealed class FakeIntercomOptions
{
    /// <summary>The TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The only bearer token that is accepted. Any other answers 401.</summary>
    public string AccessToken { get; init; } = "fake-token";

    /// <summary>The workspace's id that <c>GET /me</c> names.</summary>
    public string AppId { get; init; } = "fakeapp1";

    /// <summary>How long a write stays invisible to searches and lists. Reads by id and the check for duplicates at create time never lag.</summary>
    public TimeSpan SearchLag { get; init; }

    /// <summary>
    /// Whether searches and lists also show updated and archived contacts as they were <see cref="SearchLag"/> ago.
    /// When <see langword="false"/>, only new contacts are late.
    /// </summary>
    public bool StaleSearchRows { get; init; } = true;

    /// <summary>How long a write stays invisible to <c>find_by_external_id</c>. Intercom does not document this; zero is the likely value.</summary>
    public TimeSpan FindByExternalIdLag { get; init; }

    /// <summary>
    /// What a user create answers when its email is taken and its external_id is new. Intercom's documentation contradicts itself:
    /// <see langword="false"/> makes a second contact, <see langword="true"/> answers 409.
    /// </summary>
    public bool SameEmailNewExternalIdConflicts { get; init; }

    /// <summary>Whether <c>A@x.io</c> and <c>a@x.io</c> are two emails. Intercom does not document this.</summary>
    public bool CaseSensitiveEmails { get; init; }

    /// <summary>Whether answers carry <c>name</c> and <c>email</c> HTML-escaped (<c>&amp;#39;</c> for an apostrophe), unless the request says <c>escape_identity=false</c>.</summary>
    public bool EscapeIdentity { get; init; } = true;

    /// <summary>The number of requests that one <see cref="RateLimitWindow"/> takes before it answers 429. Intercom's own number is 1666.</summary>
    public int RateLimit { get; init; } = 1_000_000;

    /// <summary>The length of a rate limit window. An injected 429 also names its end as the reset time.</summary>
    public TimeSpan RateLimitWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many of the newest requests <see cref="Workspace.Requests"/> keeps. All by default; a long run needs a limit.</summary>
    public int KeptRequests { get; init; } = int.MaxValue;

    /// <summary>The faults to inject. None by default.</summary>
    public FaultPlan Faults { get; init; } = new();

    /// <summary>Seeds the ids of contacts and requests.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock of lag, rate limits, delays and time stamps.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
