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

    public required int TypedFailures { get; init; }

    /// <summary>Sign-ups whose caller got an exception that is no typed failure.</summary>
    public required int Errors { get; init; }

    public required double RequestsPerSignUp { get; init; }

    public required TimeSpan P50 { get; init; }

    public required TimeSpan P99 { get; init; }

    public required double SignUpsPerSecond { get; init; }

    /// <summary>Of all processes together, the fake's among them, in bytes.</summary>
    public required long PeakWorkingSet { get; init; }

    /// <summary>The failed sign-ups by exception type.</summary>
    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }

    public static StormResult Create(
        string variant,
        IReadOnlyList<SignUp> traffic,
        IReadOnlyList<SignUpOutcome> outcomes,
        Workspace workspace,
        TimeSpan elapsed,
        IReadOnlyList<Sample> samples,
        long peakWorkingSet)
    {
        IReadOnlyList<StoredContact> contacts = workspace.LiveContacts;
        TimeSpan[] latencies = [.. outcomes.Select(outcome => outcome.Elapsed).Order()];
        return new StormResult
        {
            Variant = variant,
            Persons = traffic.Select(signUp => signUp.ExternalId).Distinct().Count(),
            SignUps = traffic.Count,
            Contacts = contacts.Count,
            Duplicates = PersonCount.Duplicates(contacts),
            Lost = LostSignUps.Count(traffic, outcomes, contacts),
            TypedFailures = outcomes.Count(outcome => outcome.End == SignUpEnd.TypedFailure),
            Errors = outcomes.Count(outcome => outcome.End == SignUpEnd.OtherError),
            RequestsPerSignUp = (double)workspace.Requests.Count / traffic.Count,
            P50 = Percentile(latencies, 0.50),
            P99 = Percentile(latencies, 0.99),
            SignUpsPerSecond = outcomes.Count / elapsed.TotalSeconds,
            PeakWorkingSet = peakWorkingSet,
            Failures = outcomes.Where(outcome => outcome.Failure is not null).CountBy(outcome => outcome.Failure!).ToDictionary(),
            Samples = samples,
        };
    }

    // Nearest rank.
    private static TimeSpan Percentile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
