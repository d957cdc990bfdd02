using FakeIntercom;
using SignupStorm.Workers;

namespace SignupStorm.Reports;

/// <summary>What a variant made of the traffic.</summary>
internal sealed record StormResult
{
    public required string Variant { get; init; }

    public required int Persons { get; init; }

    public required int SignUps { get; init; }

    public required int Contacts { get; init; }

    public required int Duplicates { get; init; }

    public required int Lost { get; init; }

    public required int PersonsWithoutContact { get; init; }

    public required int TypedFailures { get; init; }

    /// <summary>Sign-ups whose caller got an exception that is no typed failure.</summary>
    public required int Errors { get; init; }

    public required int Requests { get; init; }

    /// <summary>The requests that got each fault.</summary>
    public required IReadOnlyDictionary<FaultKind, int> Faults { get; init; }

    /// <summary>What the resolver's meter counted, by outcome. Empty for other variants.</summary>
    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required TimeSpan P50 { get; init; }

    public required TimeSpan P99 { get; init; }

    public required double SignUpsPerSecond { get; init; }

    /// <summary>Of all processes together, the fake's among them, in bytes.</summary>
    public required long PeakWorkingSet { get; init; }

    /// <summary>The failed sign-ups by exception type.</summary>
    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>The memory of each worker process.</summary>
    public required IReadOnlyList<MemoryUse> Memory { get; init; }

    /// <summary>The limit that ended the run early, in words, or <see langword="null"/>.</summary>
    public required string? StoppedBy { get; init; }

    public double RequestsPerSignUp => (double)Requests / SignUps;

    public static StormResult Create(
        string variant,
        IReadOnlyList<SignUp> traffic,
        IReadOnlyList<SignUpOutcome> outcomes,
        IReadOnlyList<WorkerReport> reports,
        Workspace workspace,
        Measures measures)
    {
        IReadOnlyList<StoredContact> contacts = workspace.LiveContacts;
        HashSet<int?> persons = [.. traffic.Select(signUp => Person.Of(signUp))];
        TimeSpan[] latencies = [.. outcomes.Select(outcome => outcome.Elapsed).Order()];
        return new StormResult
        {
            Variant = variant,
            Persons = persons.Count,
            SignUps = traffic.Count,
            Contacts = contacts.Count,
            Duplicates = PersonCount.Duplicates(contacts),
            Lost = LostSignUps.Count(traffic, outcomes, contacts),
            PersonsWithoutContact = persons.Except(contacts.Select(contact => Person.Of(contact))).Count(),
            TypedFailures = outcomes.Count(outcome => outcome.End == SignUpEnd.TypedFailure),
            Errors = outcomes.Count(outcome => outcome.End == SignUpEnd.OtherError),
            Requests = workspace.RequestCount,
            Faults = workspace.FaultCounts,
            Outcomes = reports.SelectMany(report => report.Outcomes).GroupBy(outcome => outcome.Key).ToDictionary(group => group.Key, group => group.Sum(outcome => outcome.Value)),
            Elapsed = measures.Elapsed,
            P50 = Percentile(latencies, 0.50),
            P99 = Percentile(latencies, 0.99),
            SignUpsPerSecond = outcomes.Count / measures.Elapsed.TotalSeconds,
            PeakWorkingSet = measures.PeakWorkingSet + reports.Sum(report => report.PeakWorkingSet),
            Failures = outcomes.Where(outcome => outcome.Failure is not null).CountBy(outcome => outcome.Failure!).ToDictionary(),
            Samples = measures.Samples,
            Memory = measures.Memory,
            StoppedBy = measures.StoppedBy,
        };
    }

    // Nearest rank.
    private static TimeSpan Percentile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
