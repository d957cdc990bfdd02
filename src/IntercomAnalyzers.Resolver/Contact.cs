using System.Runtime.CompilerServices;
using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>A contact as Intercom returned it. Immutable and thread-safe.</summary>
public sealed class Contact
{
    private readonly byte[]? _utf8;
    private StrongBox<JsonElement>? _json;

    internal Contact(string id, ContactRole role, JsonElement json)
        : this(id, role) => _json = new StrongBox<JsonElement>(json);

    /// <summary>A contact whose JSON is made a document only for those who ask for it.</summary>
    internal Contact(string id, ContactRole role, byte[] utf8)
        : this(id, role) => _utf8 = utf8;

    private Contact(string id, ContactRole role)
    {
        Id = id;
        Role = role;
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
    public JsonElement Json => (Volatile.Read(ref _json) ?? ReadJson()).Value;

    private StrongBox<JsonElement> ReadJson()
    {
        using var document = JsonDocument.Parse(_utf8);
        var json = new StrongBox<JsonElement>(document.RootElement.Clone());
        return Interlocked.CompareExchange(ref _json, json, null) ?? json;
    }
}
