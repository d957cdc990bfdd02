using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>Writes the body of a search. Stateless.</summary>
internal static class SearchBody
{
    private const int PageSize = 150;

    /// <summary>Asks for the contacts that fit one of the filters.</summary>
    public static byte[] Write(IReadOnlyList<SearchFilter> filters, string? startingAfter) => JsonBody.Write((filters, startingAfter), static (writer, search) =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("query"u8);
        if (search.filters.Count == 1)
        {
            Write(writer, search.filters[0]);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("operator"u8, "OR"u8);
            writer.WriteStartArray("value"u8);
            foreach (var filter in search.filters)
            {
                Write(writer, filter);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteStartObject("pagination"u8);
        writer.WriteNumber("per_page"u8, PageSize);
        if (search.startingAfter is { } startingAfter)
        {
            writer.WriteString("starting_after"u8, startingAfter);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, SearchFilter filter)
    {
        writer.WriteStartObject();
        writer.WriteString("field"u8, filter.Field);
        writer.WriteString("operator"u8, "="u8);
        writer.WriteString("value"u8, filter.Value);
        writer.WriteEndObject();
    }
}
