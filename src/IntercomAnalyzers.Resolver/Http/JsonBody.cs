using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Writes request bodies. Stateless.</summary>
internal static class JsonBody
{
    public static byte[] Of(JsonNode node) => Write(node, static (writer, node) => node.WriteTo(writer));

    /// <summary>The bytes of what is written; the state spares a closure.</summary>
    public static byte[] Write<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        using var stream = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer, state);
        }

        return stream.ToArray();
    }
}
