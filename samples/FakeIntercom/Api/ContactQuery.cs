using System.Globalization;
using System.Text.Json;

namespace FakeIntercom.Api;

/// <summary>Turns the <c>query</c> of a search into a predicate.</summary>
internal sealed class ContactQuery(ApiRequest request)
{
    private const int MaximumDepth = 2;
    private const int MaximumFilters = 15;
    private const int SecondsPerDay = 86400;

    private static readonly string[] DateFields = ["created_at", "updated_at", "signed_up_at", "last_seen_at"];

    // Whole days; Preview compares exact seconds.
    private readonly int dateUnit = request.Version is { Minor: int.MaxValue } ? 1 : SecondsPerDay;

    public Predicate<StoredContact> Parse(JsonElement query) => Parse(query, depth: 1);

    private Predicate<StoredContact> Parse(JsonElement query, int depth)
    {
        if (query.ValueKind != JsonValueKind.Object
            || ApiJson.Text(query, "operator") is not { } comparison
            || !query.TryGetProperty("value", out JsonElement value))
        {
            throw ApiErrorException.InvalidParameter("A query needs an operator and a value");
        }

        if (comparison is "AND" or "OR")
        {
            return Group(comparison, value, depth);
        }

        string field = ApiJson.Text(query, "field") ?? throw ApiErrorException.InvalidParameter("A filter needs a field");
        if (comparison is "IN" or "NIN")
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                throw ApiErrorException.InvalidParameter($"The value of {comparison} must be a list");
            }

            Predicate<StoredContact>[] values = [.. value.EnumerateArray().Select(item => Filter(field, "=", item))];
            return comparison == "IN"
                ? contact => values.Any(matches => matches(contact))
                : contact => !values.Any(matches => matches(contact));
        }

        return Filter(field, comparison, value);
    }

    private Predicate<StoredContact> Group(string comparison, JsonElement value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw ApiErrorException.InvalidParameter($"Groups can be nested {MaximumDepth} deep");
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > MaximumFilters)
        {
            throw ApiErrorException.InvalidParameter($"A group holds 1 to {MaximumFilters} filters");
        }

        Predicate<StoredContact>[] filters = [.. value.EnumerateArray().Select(filter => Parse(filter, depth + 1))];
        return comparison == "AND"
            ? contact => filters.All(matches => matches(contact))
            : contact => filters.Any(matches => matches(contact));
    }

    private Predicate<StoredContact> Filter(string field, string comparison, JsonElement value)
    {
        string? wanted = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw ApiErrorException.InvalidParameter($"The value of {field} must be a string, a number or a boolean"),
        };
        Func<StoredContact, string?> read = Reader(field);
        if (comparison is "<" or ">" or "<=" or ">=")
        {
            return NumberFilter(field, read, comparison, wanted);
        }

        StringComparison letters = field == "email" && !request.Workspace.Options.CaseSensitiveEmails
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;
        int unit = DateFields.Contains(field) ? dateUnit : 1;
        bool Equal(StoredContact contact) => string.IsNullOrEmpty(wanted)
            ? string.IsNullOrEmpty(read(contact))
            : unit > 1
                ? Number(read(contact)) / unit == Number(wanted) / unit
                : string.Equals(read(contact), wanted, letters);
        bool Contains(StoredContact contact) => read(contact)?.Contains(wanted ?? "", StringComparison.OrdinalIgnoreCase) == true;
        return comparison switch
        {
            "=" => Equal,
            "!=" => contact => !Equal(contact),
            "~" => Contains,
            "!~" => contact => !Contains(contact),
            "^" => contact => read(contact)?.StartsWith(wanted ?? "", StringComparison.OrdinalIgnoreCase) == true,
            "$" => contact => read(contact)?.EndsWith(wanted ?? "", StringComparison.OrdinalIgnoreCase) == true,
            _ => throw ApiErrorException.InvalidParameter($"{comparison} is no operator"),
        };
    }

    private Predicate<StoredContact> NumberFilter(string field, Func<StoredContact, string?> read, string comparison, string? value)
    {
        int unit = DateFields.Contains(field) ? dateUnit : 1;
        long wanted = (Number(value) ?? throw ApiErrorException.InvalidParameter($"The value of {field} must be an integer")) / unit;
        return contact => Number(read(contact)) / unit is { } actual && comparison switch
        {
            "<" => actual < wanted,
            ">" => actual > wanted,
            "<=" => actual <= wanted,
            _ => actual >= wanted,
        };
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static Func<StoredContact, string?> Reader(string field)
    {
        const string CustomAttributes = "custom_attributes.";
        return field switch
        {
            "id" => contact => contact.Id,
            "role" => contact => contact.Role,
            "external_id" => contact => contact.ExternalId,
            "email" => contact => contact.Email,
            "phone" => contact => contact.Phone,
            "name" => contact => contact.Name,
            "created_at" => contact => Seconds(contact.CreatedAt),
            "updated_at" => contact => Seconds(contact.UpdatedAt),
            "signed_up_at" or "last_seen_at" or "owner_id" => contact => contact.OptionalFields.TryGetValue(field, out JsonElement value) ? Raw(value) : null,
            _ when field.StartsWith(CustomAttributes, StringComparison.Ordinal) => contact =>
                contact.CustomAttributes.TryGetValue(field[CustomAttributes.Length..], out JsonElement value) ? Raw(value) : null,
            _ => throw ApiErrorException.InvalidParameter($"{field} is no field that can be searched"),
        };

        static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        static string? Raw(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }
}
