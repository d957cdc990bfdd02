using System.Security.Cryptography;
using System.Text;

namespace IntercomAnalyzers.Resolver.Algorithm;

/// <summary>The identity that is resolved: trimmed, blanks absent, the email in lower case. Immutable.</summary>
internal sealed class ContactIdentity
{
    private ContactIdentity(ContactRole role, string? externalId, string? email, string? typedEmail, string workspace)
    {
        Role = role;
        ExternalId = externalId;
        Email = email;
        TypedEmail = typedEmail;

        // Taken in this order by everybody: no two resolutions can wait for each other.
        var keys = new List<string>();
        if (externalId is not null) keys.Add(workspace + "|ext:" + externalId);
        if (email is not null) keys.Add(workspace + "|email:" + email);
        keys.Sort(StringComparer.Ordinal);
        Keys = keys;
        Fingerprint = Hash(string.Join("\n", keys));
    }

    public ContactRole Role { get; }

    public string? ExternalId { get; }

    public string? Email { get; }

    /// <summary>The email as it was given, when it is spelled differently.</summary>
    public string? TypedEmail { get; }

    public IReadOnlyList<string> Keys { get; }

    /// <summary>Stands for the identity in logs; the identity cannot be read from it.</summary>
    public string Fingerprint { get; }

    /// <summary>The server itself refuses a second contact with this identity at once.</summary>
    public bool IsUniqueOnServer => Role == ContactRole.User && ExternalId is not null;

    /// <exception cref="ArgumentException">There is no usable identifier; the message names the missing ones.</exception>
    public static ContactIdentity Of(ContactRole role, string? externalId, string? email, string workspace, string parameter)
    {
        externalId = role == ContactRole.Lead || string.IsNullOrWhiteSpace(externalId) ? null : externalId!.Trim();
        var typed = string.IsNullOrWhiteSpace(email) ? null : email!.Trim();
        var normalized = typed?.ToLowerInvariant();
        if (role == ContactRole.Lead && normalized is null) throw new ArgumentException("A lead can be resolved by its email only: Email (email) is missing or blank.", parameter);
        if (externalId is null && normalized is null) throw new ArgumentException("There is nothing to find the contact by: both ExternalId (external_id) and Email (email) are missing or blank.", parameter);
        return new ContactIdentity(role, externalId, normalized, typed == normalized ? null : typed, workspace);
    }

    /// <summary>A short hash: enough to tell workspaces or identities apart, useless for getting them back.</summary>
    public static string Hash(string text)
    {
#if NET
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 8);
#else
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 8).Replace("-", "");
#endif
    }

    public bool HasEmail(Contact contact) => Email is not null && contact.Email is { } other && string.Equals(other.Trim(), Email, StringComparison.OrdinalIgnoreCase);
}
