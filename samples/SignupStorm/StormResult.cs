using FakeIntercom;

namespace SignupStorm;

/// <summary>What a variant made of the traffic; <paramref name="Failures"/> counts the failed sign-ups by exception type.</summary>
internal sealed record StormResult(
    string Variant,
    int Persons,
    int SignUps,
    int Contacts,
    int Duplicates,
    int Lost,
    int TypedFailures,
    int OtherErrors,
    double RequestsPerSignUp,
    TimeSpan P50,
    TimeSpan P99,
    double SignUpsPerSecond,
    IReadOnlyDictionary<string, int> Failures)
{
    public static StormResult Create(string variant, IReadOnlyList<SignUpOutcome> outcomes, Workspace workspace, TimeSpan elapsed)
    {
        IReadOnlyList<StoredContact> contacts = workspace.LiveContacts;
        TimeSpan[] latencies = [.. outcomes.Select(outcome => outcome.Elapsed).Order()];
        return new StormResult(
            variant,
            outcomes.Select(outcome => outcome.SignUp.ExternalId).Distinct().Count(),
            outcomes.Count,
            contacts.Count,
            workspace.DuplicateCount(),
            CountLost(outcomes, contacts),
            outcomes.Count(outcome => outcome.End == SignUpEnd.TypedFailure),
            outcomes.Count(outcome => outcome.End == SignUpEnd.OtherError),
            (double)workspace.Requests.Count / outcomes.Count,
            Percentile(latencies, 0.50),
            Percentile(latencies, 0.99),
            outcomes.Count / elapsed.TotalSeconds,
            outcomes.Where(outcome => outcome.Failure is not null).CountBy(outcome => outcome.Failure!).ToDictionary());
    }

    /// <summary>Sign-ups without a typed failure whose person has no contact, or whose call returned the contact of nobody or of somebody else.</summary>
    private static int CountLost(IReadOnlyList<SignUpOutcome> outcomes, IReadOnlyList<StoredContact> contacts)
    {
        Dictionary<string, StoredContact> byId = contacts.ToDictionary(contact => contact.Id, StringComparer.Ordinal);
        HashSet<string> emails = contacts.Select(contact => contact.Email ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return outcomes.Count(outcome => outcome.End switch
        {
            SignUpEnd.TypedFailure => false,
            SignUpEnd.Returned when outcome.ContactId is { } id => !(byId.TryGetValue(id, out StoredContact? contact)
                && string.Equals(contact.Email, outcome.SignUp.Email, StringComparison.OrdinalIgnoreCase)),
            _ => !emails.Contains(outcome.SignUp.Email),
        });
    }

    // Nearest rank.
    private static TimeSpan Percentile(TimeSpan[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
