using System.Net;
using FakeIntercom;
using SignupStorm.Writers;

namespace SignupStorm;

/// <summary>The size of a storm and what goes wrong in it.</summary>
internal sealed record StormOptions
{
    public required int Persons { get; init; }

    public required int SignUpsPerPerson { get; init; }

    public TrafficShape Traffic { get; init; } = TrafficShape.Storm;

    /// <summary>How many sign-ups run at a time, in all processes together.</summary>
    public required int Concurrency { get; init; }

    /// <summary>How often a caller repeats a sign-up that failed.</summary>
    public required int Retries { get; init; }

    /// <summary>How late searches see writes.</summary>
    public required TimeSpan SearchLag { get; init; }

    /// <summary>When a client gives up on one request.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    /// <summary>The longest wait that an injected 429 asks for.</summary>
    public required TimeSpan RateLimitWindow { get; init; }

    /// <summary>Whether a user create with a known email and a new external_id answers 409.</summary>
    public bool SameEmailNewExternalIdConflicts { get; init; }

    /// <summary>Seed of traffic, faults and ids.</summary>
    public required int Seed { get; init; }

    public IReadOnlyList<FaultRate> Faults { get; init; } = [];

    public int Processes { get; init; } = 1;

    /// <summary>The server of the resolver's shared locks and markers, if any.</summary>
    public DnsEndPoint? Redis { get; init; }

    public IReadOnlyList<Variant> Variants { get; init; } = Variant.All;

    /// <summary>What a variant may take before it is stopped, if anything.</summary>
    public StormLimits? Limits { get; init; }
}
