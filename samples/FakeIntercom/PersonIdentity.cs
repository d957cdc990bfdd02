namespace FakeIntercom;

/// <summary>Tells which contacts are one person.</summary>
internal static class PersonIdentity
{
    /// <summary>The number of contacts beyond the first of each person. Contacts without any identifier are persons of their own.</summary>
    public static int CountDuplicates(IReadOnlyList<StoredContact> contacts)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        HashSet<string> emailsOfKeys = new(StringComparer.OrdinalIgnoreCase);
        foreach (StoredContact contact in contacts)
        {
            if (OwnKey(contact) is { } key)
            {
                keys.Add(key);
                if (Email(contact) is { } email)
                {
                    emailsOfKeys.Add(email);
                }
            }
        }

        HashSet<string> emailsAlone = new(StringComparer.OrdinalIgnoreCase);
        int unidentified = 0;
        foreach (StoredContact contact in contacts.Where(contact => OwnKey(contact) is null))
        {
            if (Email(contact) is not { } email)
            {
                unidentified++;
            }
            else if (!emailsOfKeys.Contains(email))
            {
                emailsAlone.Add(email);
            }
        }

        return contacts.Count - keys.Count - emailsAlone.Count - unidentified;
    }

    private static string? OwnKey(StoredContact contact) => contact.ExternalIdIsGenerated ? null : contact.ExternalId;

    private static string? Email(StoredContact contact) => string.IsNullOrWhiteSpace(contact.Email) ? null : contact.Email.Trim();
}
