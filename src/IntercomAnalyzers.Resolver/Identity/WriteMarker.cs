using System.Text.Json.Serialization;

namespace IntercomAnalyzers.Resolver;

/// <summary>What was last learnt or written under one identity key.</summary>
/// <param name="ContactId">The contact, or null while the outcome of a create is not known.</param>
/// <param name="ExternalIdHash">Where processes share markers: a keyed hash of the external_id the create was sent with, or of the one the contact has.</param>
/// <param name="WrittenAt">When it was written.</param>
internal sealed record WriteMarker(string? ContactId, string? ExternalIdHash, DateTimeOffset WrittenAt)
{
    /// <summary>The external_id the create was sent with. It does not leave the process, which needs no hash of it.</summary>
    [JsonIgnore]
    public string? ExternalId { get; init; }
}
