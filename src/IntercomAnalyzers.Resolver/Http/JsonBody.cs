using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Writes request bodies. Thread-safe.</summary>
internal static class JsonBody
{
    private const int MaxKept = 1 << 14;

    // Of each thread, because both are larger than most bodies.
    [ThreadStatic]
    private static (MemoryStream Stream, Utf8JsonWriter Writer)? t_kept;

    public static byte[] Of(JsonNode node) => Write(node, static (writer, node) => node.WriteTo(writer));

    /// <summary>The bytes of what is written; the state spares a closure.</summary>
    public static byte[] Write<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        // Taken out while it is in use, and not put back after an exception.
        var (stream, writer) = t_kept ?? Create();
        t_kept = null;
        write(writer, state);
        writer.Flush();
        var body = stream.ToArray();
        if (stream.Capacity <= MaxKept)
        {
            stream.SetLength(0);
            writer.Reset();
            t_kept = (stream, writer);
        }

        return body;
    }

    private static (MemoryStream Stream, Utf8JsonWriter Writer) Create()
    {
        var stream = new MemoryStream(256);
        return (stream, new Utf8JsonWriter(stream));
    }
}
