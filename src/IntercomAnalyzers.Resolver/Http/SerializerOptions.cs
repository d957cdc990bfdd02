using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

internal static class SerializerOptions
{
    /// <summary>What HttpClient's own JSON methods use when no options are given.</summary>
    public static JsonSerializerOptions Web { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>For nodes, which need no settings.</summary>
    public static JsonSerializerOptions Node { get; } = new();
}
