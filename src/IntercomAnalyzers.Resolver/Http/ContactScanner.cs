using System.Net;
using System.Text;
using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// Reads a contact in one pass over the bytes of an answer: a document of the whole answer costs more than all else that is done with it. Whatever is odd is left to <see cref="ContactReader"/>, which decides by
/// the same rules.
/// </summary>
internal static class ContactScanner
{
    private enum Field
    {
        Other,
        Id,
        Role,
        Key,
        Email,
        Phone,
        Name,
        CreatedAt,

        /// <summary>No part of a contact.</summary>
        Odd,
    }

    /// <summary>The contact, or null when the bytes are none or need a closer look.</summary>
    /// <param name="utf8">The body; valid UTF-8.</param>
    /// <param name="isLegacy">The key is called user_id.</param>
    public static Contact? TryRead(ReadOnlySpan<byte> utf8, bool isLegacy)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Read(ref reader, utf8, isLegacy) : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped.
            return null;
        }
    }

    private static Contact? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, bool isLegacy)
    {
        string? id = null, role = null, key = null, email = null, phone = null, name = null;
        DateTimeOffset? createdAt = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueIsEscaped)
            {
                return null;
            }

            var field = FieldOf(reader.ValueSpan, isLegacy);
            reader.Read();

            // Of a field that comes twice the last one counts.
            switch (field)
            {
                case Field.Id:
                    id = Text(ref reader);
                    break;
                case Field.Role:
                    role = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("user"u8) ? null : Text(ref reader);
                    break;
                case Field.Key:
                    key = Text(ref reader);
                    break;
                case Field.Email:
                    email = Text(ref reader);
                    break;
                case Field.Phone:
                    phone = Text(ref reader);
                    break;
                case Field.Name:
                    name = Text(ref reader);
                    break;
                case Field.CreatedAt:
                    createdAt = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) ? ContactReader.TimeOf(seconds) : null;
                    break;
                case Field.Odd:
                    return null;
            }

            reader.Skip();
        }

        // What follows the object makes the whole no JSON.
        return reader.TokenType != JsonTokenType.EndObject || reader.Read() || !JsonElementExtensions.IsId(id)
            ? null
            : new Contact(id!, ContactReader.RoleOf(role), utf8.ToArray())
            {
                ExternalId = key,
                Email = WebUtility.HtmlDecode(email),
                Name = WebUtility.HtmlDecode(name),
                Phone = phone,
                CreatedAt = createdAt,
            };
    }

    private static Field FieldOf(ReadOnlySpan<byte> name, bool isLegacy) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Field.Id,
        4 when name.SequenceEqual("role"u8) => Field.Role,
        4 when name.SequenceEqual("name"u8) => Field.Name,
        4 when name.SequenceEqual("data"u8) => Field.Odd,
        5 when name.SequenceEqual("email"u8) => Field.Email,
        5 when name.SequenceEqual("phone"u8) => Field.Phone,
        6 when name.SequenceEqual("errors"u8) => Field.Odd,
        7 when isLegacy && name.SequenceEqual("user_id"u8) => Field.Key,
        10 when name.SequenceEqual("created_at"u8) => Field.CreatedAt,
        10 when name.SequenceEqual("request_id"u8) => Field.Odd,
        11 when !isLegacy && name.SequenceEqual("external_id"u8) => Field.Key,
        _ => Field.Other,
    };

    // As JsonElementExtensions.GetText.
    private static string? Text(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan.ToArray()),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
