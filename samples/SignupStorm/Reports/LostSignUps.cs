using FakeIntercom;
using SignupStorm.Workers;

namespace SignupStorm.Reports;

/// <summary>
/// Counts the sign-ups that ended neither in a contact nor in a typed failure: nobody reported their end, or their person has no contact,
/// or the contact that the caller got is nobody's or somebody else's.
/// </summary>
internal static class LostSignUps
{
    public static int Count(IReadOnlyList<SignUp> traffic, IReadOnlyList<SignUpOutcome> outcomes, IReadOnlyList<StoredContact> contacts)
    {
        Dictionary<string, StoredContact> byId = contacts.ToDictionary(contact => contact.Id, StringComparer.Ordinal);
        HashSet<int?> persons = [.. contacts.Select(contact => Person.Of(contact))];
        int unreported = traffic.Count - outcomes.DistinctBy(outcome => outcome.Index).Count();
        return unreported + outcomes.Count(outcome => outcome.End switch
        {
            SignUpEnd.TypedFailure => false,
            SignUpEnd.Returned when outcome.ContactId is { } id => !(byId.TryGetValue(id, out StoredContact? contact) && Person.Of(contact) == Person.Of(traffic[outcome.Index])),
            _ => !persons.Contains(Person.Of(traffic[outcome.Index])),
        });
    }
}
