using System.Text.Json.Serialization;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>A page of a search.</summary>
internal sealed record RawPage([property: JsonPropertyName("data")] IReadOnlyList<RawContact>? Data);
