namespace IntercomAnalyzers.Resolver;

/// <summary>What this process last learnt or wrote under one identity key.</summary>
/// <param name="ContactId">The contact, or null while the outcome of a create is not known.</param>
/// <param name="ExternalId">The external_id the create was sent with.</param>
/// <param name="WrittenAt">When it was written.</param>
internal sealed record WriteMarker(string? ContactId, string? ExternalId, DateTimeOffset WrittenAt);
