using FakeIntercom;

namespace SignupStorm;

/// <summary>The size of a storm and what goes wrong in it.</summary>
/// <param name="Persons">How many persons sign up.</param>
/// <param name="SignUpsPerPerson">How many times each of them does.</param>
/// <param name="Concurrency">How many sign-ups run at a time.</param>
/// <param name="Retries">How often a caller repeats a sign-up that failed.</param>
/// <param name="SearchLag">How late searches see writes.</param>
/// <param name="RequestTimeout">When a client gives up on one request.</param>
/// <param name="RateLimitWindow">The longest wait that an injected 429 asks for.</param>
/// <param name="SameEmailNewExternalIdConflicts">Whether a user create with a known email and a new external_id answers 409.</param>
/// <param name="Seed">Seed of traffic, faults and ids.</param>
/// <param name="Faults">The faults.</param>
internal sealed record StormOptions(
    int Persons,
    int SignUpsPerPerson,
    int Concurrency,
    int Retries,
    TimeSpan SearchLag,
    TimeSpan RequestTimeout,
    TimeSpan RateLimitWindow,
    bool SameEmailNewExternalIdConflicts,
    int Seed,
    IReadOnlyList<FaultRate> Faults);
