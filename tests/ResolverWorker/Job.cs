namespace ResolverWorker;

/// <summary>What one worker process is to do; it comes as JSON on standard input.</summary>
/// <param name="Intercom">The address of the fake.</param>
/// <param name="Redis">Host and port of the server that holds locks and markers.</param>
/// <param name="SignUps">The sign-ups, in order.</param>
/// <param name="Concurrency">Sign-ups under way at one time.</param>
/// <param name="LockExpiry">How long a lock outlives a killed process.</param>
/// <param name="AttemptTimeout">Limit of one request.</param>
/// <param name="MarkerAge">How long markers count; more than the fake's lag and <paramref name="AttemptTimeout"/> together.</param>
public sealed record Job(
    Uri Intercom,
    string Redis,
    IReadOnlyList<SignUp> SignUps,
    int Concurrency,
    TimeSpan LockExpiry,
    TimeSpan AttemptTimeout,
    TimeSpan MarkerAge);
