using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>A contact as Intercom returned it. Immutable and thread-safe.</summary>
public sealed class Contact
{
    internal Contact(string id, ContactRole role, JsonElement json)
    {
        Id = id;
        Role = role;
        Json = json;
    }

    /// <summary>Intercom's id.</summary>
    public string Id { get; }

    /// <summary>The role Intercom gave it.</summary>
    public ContactRole Role { get; }

    /// <summary>external_id (user_id on the legacy route), or null.</summary>
    public string? ExternalId { get; internal init; }

    /// <summary>The email with HTML escapes decoded, or null.</summary>
    public string? Email { get; internal init; }

    /// <summary>The phone, or null.</summary>
    public string? Phone { get; internal init; }

    /// <summary>The name with HTML escapes decoded, or null.</summary>
    public string? Name { get; internal init; }

    /// <summary>When Intercom created the contact, in UTC, or null when the answer does not say.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>The whole contact as received.</summary>
    public JsonElement Json { get; }
}
