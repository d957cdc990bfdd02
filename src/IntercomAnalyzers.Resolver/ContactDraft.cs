using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>The contact that should exist. Not thread-safe; do not change it while it is being resolved.</summary>
public sealed class ContactDraft
{
    /// <summary>User or lead. A lead is never made beside an existing user: the user is returned.</summary>
    public ContactRole Role { get; set; } = ContactRole.User;

    /// <summary>Your own stable key of the person. Compared as it is, after trimming. Ignored for leads.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The email address. Trimmed and compared without case.</summary>
    public string? Email { get; set; }

    /// <summary>The phone number, sent when a contact is created.</summary>
    public string? Phone { get; set; }

    /// <summary>The full name, sent when a contact is created.</summary>
    public string? Name { get; set; }

    /// <summary>The moment of the sign-up, sent in whole seconds when a contact is created.</summary>
    public DateTimeOffset? SignedUpAt { get; set; }

    /// <summary>Custom attributes, sent when a contact is created. They must exist in the workspace.</summary>
    public IDictionary<string, object?> CustomAttributes { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>False: a contact that is found is returned as it is. True: the fields of this draft that are not null are written to it.</summary>
    public bool UpdateExisting { get; set; }

    /// <summary>The body as a call site wanted to send it; its other fields are kept.</summary>
    internal JsonObject? Body { get; set; }
}
