using FakeIntercom;

namespace SignupStorm.Reports;

/// <summary>Counts contacts per person. In a storm every contact has an email and every email belongs to one person, whatever else was sent.</summary>
internal static class PersonCount
{
    /// <summary>The contacts beyond the first of each person.</summary>
    public static int Duplicates(IReadOnlyList<StoredContact> contacts) =>
        contacts.Count - contacts.Select(contact => contact.Email).Distinct(StringComparer.OrdinalIgnoreCase).Count();
}
