using System.Text.Json.Serialization;

namespace IntercomAnalyzers.Resolver;

/// <summary>The form of a marker in a shared cache.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WriteMarker))]
internal sealed partial class WriteMarkerJson : JsonSerializerContext;
