using System.Text.Json.Serialization;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>What a caller needs of a contact: the same fields that the resolver's contact has.</summary>
internal sealed record RawContact(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("external_id")] string? ExternalId,
    [property: JsonPropertyName("role")] string? Role,
    [property: JsonPropertyName("email")] string? Email,
    [property: JsonPropertyName("phone")] string? Phone,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("created_at")] long? CreatedAt);
