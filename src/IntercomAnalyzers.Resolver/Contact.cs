using System.Net;
using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>A contact as Intercom answered it. Immutable.</summary>
public sealed class Contact
{
    internal Contact(JsonElement json)
    {
        Json = json;
        Id = Text("id") ?? "";
        Role = Text("role") == "lead" ? ContactRole.Lead : ContactRole.User;
        ExternalId = Text("external_id") is { Length: > 0 } externalId ? externalId : null;

        // Intercom escapes names and emails in its answers: an apostrophe comes back as an entity.
        Email = Text("email") is { Length: > 0 } email ? WebUtility.HtmlDecode(email) : null;
        Name = Text("name") is { Length: > 0 } name ? WebUtility.HtmlDecode(name) : null;
        Phone = Text("phone");
        CreatedAt = json.TryGetProperty("created_at", out var created) && created.ValueKind == JsonValueKind.Number && created.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    /// <summary>Intercom's own id.</summary>
    public string Id { get; }

    /// <summary>User or lead.</summary>
    public ContactRole Role { get; }

    /// <summary>The key that was given by the application; for a lead the one that Intercom generated.</summary>
    public string? ExternalId { get; }

    /// <summary>The email address, HTML entities decoded.</summary>
    public string? Email { get; }

    /// <summary>The name, HTML entities decoded.</summary>
    public string? Name { get; }

    /// <summary>The phone number.</summary>
    public string? Phone { get; }

    /// <summary>When the record was made, to the second.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>The whole answer.</summary>
    public JsonElement Json { get; }

    private string? Text(string name) => Json.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null } : null;
}
