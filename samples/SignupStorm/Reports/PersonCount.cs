using FakeIntercom;

namespace SignupStorm.Reports;

/// <summary>Counts contacts per person.</summary>
internal static class PersonCount
{
    /// <summary>The contacts beyond the first of each person. A contact that mixes two persons is nobody's first.</summary>
    public static int Duplicates(IReadOnlyList<StoredContact> contacts) =>
        contacts.Count - contacts.Select(contact => Person.Of(contact)).OfType<int>().Distinct().Count();
}
