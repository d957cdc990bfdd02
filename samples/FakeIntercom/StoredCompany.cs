using System.Collections.Immutable;
using System.Text.Json;

namespace FakeIntercom;

/// <summary>A company in the workspace. Immutable.</summary>
public sealed record StoredCompany
{
    /// <summary>Intercom's id: 24 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The caller's key.</summary>
    public string? CompanyId { get; init; }

    /// <summary>The name as it was sent.</summary>
    public string? Name { get; init; }

    /// <summary>When the company was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the company was last written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The custom attributes by name.</summary>
    public ImmutableDictionary<string, JsonElement> CustomAttributes { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>The other optional fields that were sent (<c>plan</c>, <c>monthly_spend</c>, …), by name.</summary>
    public ImmutableDictionary<string, JsonElement> OptionalFields { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}
