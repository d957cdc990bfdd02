using System.Globalization;
using FakeIntercom;

namespace SignupStorm;

/// <summary>The identifiers of the persons of a storm, and whose a contact is.</summary>
internal static class Person
{
    private const string KeyStart = "account-";
    private const string EmailStart = "person";
    private const string EmailEnd = "@example.com";

    public static string ExternalId(int person) => string.Create(CultureInfo.InvariantCulture, $"{KeyStart}{person}");

    public static string Email(int person) => string.Create(CultureInfo.InvariantCulture, $"{EmailStart}{person}{EmailEnd}");

    /// <summary>Whose sign-up it is.</summary>
    public static int? Of(SignUp signUp) => Number(signUp.ExternalId, KeyStart, "");

    /// <summary>Whose contact it is; <see langword="null"/> when its identifiers belong to nobody or to two persons.</summary>
    public static int? Of(StoredContact contact)
    {
        int? byEmail = Number(contact.Email, EmailStart, EmailEnd);

        // Whoever takes the email for the key still means its owner.
        int? byKey = contact.ExternalIdIsGenerated ? null : Number(contact.ExternalId, KeyStart, "") ?? Number(contact.ExternalId, EmailStart, EmailEnd);
        return byEmail is null || byKey is null || byEmail == byKey ? byEmail ?? byKey : null;
    }

    private static int? Number(string? text, string start, string end) =>
        text is not null
        && text.Length > start.Length + end.Length
        && text.StartsWith(start, StringComparison.OrdinalIgnoreCase)
        && text.EndsWith(end, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(text.AsSpan(start.Length, text.Length - start.Length - end.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
