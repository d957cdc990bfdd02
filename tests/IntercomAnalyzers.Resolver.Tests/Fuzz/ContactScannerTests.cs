using System.Text;
using System.Text.Json;
using CsCheck;

namespace IntercomAnalyzers.Resolver.Tests.Fuzz;

/// <summary>The scanner reads what the document reader reads, or leaves it to that one.</summary>
public sealed class ContactScannerTests
{
    private static readonly string[] s_names =
        ["id", "role", "external_id", "user_id", "email", "phone", "name", "created_at", "custom_attributes", "tags", "data", "errors", "request_id", "\\u0069d", "i\\ud800d", "", "type"];

    private static readonly string[] s_values =
    [
        "\"c1\"", "\"user\"", "\"lead\"", "\"LEAD\"", "\"\"", "null", "true", "7", "1.5e3", "1700000000", "99999999999999999999", "-1", "{}", "[]", "{\"id\":\"inner\",\"data\":[1]}", "[{\"id\":\"x\"},[]]",
        "\"Ann &amp; Bob\"", "\"\\u0041nn\"", "\"half \\ud800\"", "\"pair \\ud83d\\ude00\"", "\"a b\"", "\"tab\\t\"", "\"é\"", "nul", "\"open", "{\"a\":}",
    ];

    private static readonly string[] s_frames = ["{0}", " {0} ", "{0} x", "{0}{0}", "[{0}]", "{0},", "\ufeff{0}"];

    private static readonly Gen<string> s_document = Gen.Select(
        Gen.Select(Of(s_names), Of(s_values)).Array[0, 12],
        Gen.Bool,
        Gen.Frequency((8, Gen.Const(s_frames[0])), (1, Of(s_frames))),
        (fields, startsWithId, frame) => frame.Replace("{0}", "{" + string.Join(",", fields.Select(f => $"\"{f.Item1}\":{f.Item2}").Prepend(startsWithId ? "\"id\":\"c0\"" : "\"type\":\"contact\"")) + "}", StringComparison.Ordinal));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_scanned_is_what_a_document_says(bool isLegacy)
    {
        var scanned = 0;
        s_document.Sample(
            text =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                if (ContactScanner.TryRead(bytes, isLegacy) is not { } contact)
                {
                    return;
                }

                Interlocked.Increment(ref scanned);
                using var document = JsonDocument.Parse(bytes);
                var json = document.RootElement;
                Assert.True(ContactReader.IsContact(json), text);
                var read = isLegacy ? ContactReader.ReadUser(json) : ContactReader.ReadContact(json);
                Assert.Equal((read.Id, read.Role, read.ExternalId, read.Email, read.Phone, read.Name, read.CreatedAt), (contact.Id, contact.Role, contact.ExternalId, contact.Email, contact.Phone, contact.Name, contact.CreatedAt));
                Assert.Equal(json.GetRawText(), contact.Json.GetRawText());
            },
            iter: 20_000,
            threads: 2);

        // Neither is everything left to the other.
        Assert.InRange(scanned, 1_000, 20_000);
    }

    [Fact]
    public void A_usual_contact_is_scanned()
    {
        var contact = ContactScanner.TryRead("""{"type":"contact","id":"c1","role":"lead","external_id":"u-1","email":"a&amp;b@example.com","name":null,"created_at":1700000000,"tags":{"data":[]}}"""u8, isLegacy: false);
        Assert.NotNull(contact);
        Assert.Equal(("c1", ContactRole.Lead, "u-1", "a&b@example.com", null), (contact.Id, contact.Role, contact.ExternalId, contact.Email, contact.Name));
        Assert.Equal(2023, contact.CreatedAt!.Value.Year);
        Assert.Equal(JsonValueKind.Array, contact.Json.GetProperty("tags").GetProperty("data").ValueKind);
    }

    private static Gen<string> Of(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
