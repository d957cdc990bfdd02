using System.Text.Json.Serialization;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Source-generated, which is the fastest way to read them.</summary>
[JsonSerializable(typeof(RawContact))]
[JsonSerializable(typeof(RawPage))]
internal sealed partial class RawJson : JsonSerializerContext;
