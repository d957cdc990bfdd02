using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>The routes that read the lagging index: search and list.</summary>
internal static class ContactList
{
    private const int DefaultPageSize = 50;
    private const int MaximumPageSize = 150;

    public static Answer Search(ApiRequest request)
    {
        JsonElement body = request.Json;
        if (!body.TryGetProperty("query", out JsonElement query))
        {
            throw ApiErrorException.InvalidParameter("query is missing");
        }

        Predicate<StoredContact> matches = new ContactQuery(request).Parse(query);
        IEnumerable<StoredContact> indexed = SearchKeys.Of(query) is { } keys ? request.Workspace.Indexed(request.Workspace.Options.SearchLag, keys) : Indexed(request);
        IEnumerable<StoredContact> rows = indexed.Where(contact => matches(contact));
        if (body.TryGetProperty("sort", out JsonElement sort))
        {
            rows = Sort(rows, sort);
        }

        JsonElement pagination = body.TryGetProperty("pagination", out JsonElement given) && given.ValueKind == JsonValueKind.Object ? given : default;
        bool paged = pagination.ValueKind == JsonValueKind.Object;
        return Page(
            request,
            [.. rows],
            paged ? ApiJson.Text(pagination, "per_page") : null,
            paged ? ApiJson.Text(pagination, "starting_after") : null);
    }

    /// <summary>Lists everything: <c>email</c> and other filters in the query string have no effect in API 2.x.</summary>
    public static Answer List(ApiRequest request) =>
        Page(request, [.. Indexed(request)], request.Query("per_page"), request.Query("starting_after"));

    private static IEnumerable<StoredContact> Indexed(ApiRequest request) => request.Workspace.Indexed(request.Workspace.Options.SearchLag);

    private static IEnumerable<StoredContact> Sort(IEnumerable<StoredContact> rows, JsonElement sort)
    {
        bool descending = ApiJson.Text(sort, "order") switch
        {
            null or "descending" => true,
            "ascending" => false,
            _ => throw new ApiErrorException(StatusCodes.Status400BadRequest, "invalid_sort_order", "The sort order must be ascending or descending"),
        };
        Func<StoredContact, object?> key = ApiJson.Text(sort, "field") switch
        {
            null or "created_at" => contact => contact.CreatedAt,
            "updated_at" => contact => contact.UpdatedAt,
            "name" => contact => contact.Name,
            "email" => contact => contact.Email,
            { } field => throw ApiErrorException.InvalidParameter($"The field {field} cannot be sorted by"),
        };
        return descending ? rows.OrderByDescending(key) : rows.OrderBy(key);
    }

    private static Answer Page(ApiRequest request, StoredContact[] rows, string? perPage, string? startingAfter)
    {
        int size = DefaultPageSize;
        if (perPage is not null && (!int.TryParse(perPage, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > MaximumPageSize))
        {
            throw ApiErrorException.InvalidParameter($"per_page must be from 1 to {MaximumPageSize}");
        }

        int start = startingAfter is null ? 0 : Offset(startingAfter);
        int end = Math.Min(rows.Length, start + size);
        JsonObject pages = new()
        {
            ["type"] = "pages",
            ["page"] = (start / size) + 1,
            ["per_page"] = size,
            ["total_pages"] = (rows.Length + size - 1) / size,
            ["next"] = end >= rows.Length ? null : new JsonObject { ["page"] = (start / size) + 2, ["starting_after"] = Cursor(end) },
        };
        return Answer.Ok(new JsonObject
        {
            ["type"] = "list",
            ["data"] = new JsonArray([.. rows.Skip(start).Take(size).Select(contact => ContactJson.Contact(contact, request.EscapeIdentity))]),
            ["total_count"] = rows.Length,
            ["pages"] = pages,
        });
    }

    private static string Cursor(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(offset.ToString(CultureInfo.InvariantCulture)));

    private static int Offset(string cursor)
    {
        Span<byte> bytes = stackalloc byte[16];
        return Convert.TryFromBase64String(cursor, bytes, out int length)
            && int.TryParse(bytes[..length], NumberStyles.None, CultureInfo.InvariantCulture, out int offset)
                ? offset
                : throw ApiErrorException.InvalidParameter("starting_after is not a cursor of this list");
    }
}
