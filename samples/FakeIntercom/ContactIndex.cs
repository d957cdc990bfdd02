namespace FakeIntercom;

/// <summary>Tells which contacts have an identifier or had it once, so that a lookup need not read them all. Contacts are known by their place in the order of creation.</summary>
internal sealed class ContactIndex(StringComparer emails)
{
    private readonly Dictionary<string, SortedSet<int>> byEmail = new(emails);
    private readonly Dictionary<string, SortedSet<int>> byExternalId = new(StringComparer.Ordinal);

    public void Add(int position, StoredContact contact)
    {
        Add(byEmail, contact.Email, position);
        Add(byExternalId, contact.ExternalId, position);
    }

    public IEnumerable<int> Find(ContactKey key) =>
        (key.Field == ContactField.Email ? byEmail : byExternalId).TryGetValue(key.Value, out SortedSet<int>? positions) ? positions : [];

    public void Clear()
    {
        byEmail.Clear();
        byExternalId.Clear();
    }

    private static void Add(Dictionary<string, SortedSet<int>> index, string? value, int position)
    {
        if (value is null)
        {
            return;
        }

        if (!index.TryGetValue(value, out SortedSet<int>? positions))
        {
            index.Add(value, positions = []);
        }

        positions.Add(position);
    }
}
