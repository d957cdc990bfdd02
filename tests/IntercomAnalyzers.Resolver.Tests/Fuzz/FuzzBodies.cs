using System.Text;

namespace IntercomAnalyzers.Resolver.Tests.Fuzz;

/// <summary>Writes the bodies of scripted answers.</summary>
internal static class FuzzBodies
{
    private static readonly string[] s_errors =
    [
        """[{"code":"not_found","message":"User Not Found"}]""",
        """[{"code":"conflict","message":"A contact matching those details already exists with id=c1"}]""",
        """[{"code":"conflict","message":"A contact matching those details already exists with id=c2 for {email}"}]""",
        """[{"code":"conflict","message":"An archived contact matching those details already exists with id=c1"}]""",
        """[{"code":"conflict","message":"Multiple existing users match this email address"}]""",
        """[{"code":"unique_user_constraint","message":"{ext}"}]""",
        """[{"code":"{email}","message":"{token}"}]""",
        """[{"code":"{ext}","message":null},{"code":"{token}"}]""",
        """[{"code":"rate_limit_exceeded"}]""",
        """[{"code":7,"message":[]}]""",
        """[{"code":null}]""",
        """[null,1,"x"]""",
        "[]",
        "{}",
        "null",
    ];

    public static int ErrorLists => s_errors.Length;

    public static byte[] Write(FuzzReply reply, string route, Func<string, string> fill)
    {
        var fields = Fields(reply, route);
        var field = reply.Field % fields.Count;
        var text = reply.Damage switch
        {
            Damage.FieldReplaced => Object(fields.Select((f, i) => i == field ? (f.Name, reply.Junk) : f)),
            Damage.FieldRepeated => Object(fields.Append((fields[field].Name, reply.Junk))),
            Damage.Truncated => Cut(Object(fields), reply.Field),
            Damage.Html => "<html><body>502 Bad Gateway {email}</body></html>",
            Damage.Empty => string.Empty,
            Damage.Junk => reply.Junk,
            Damage.ErrorList => $$"""{"type":"error.list","request_id":"{token}","errors":{{s_errors[reply.Errors]}}}""",
            _ => Object(fields),
        };
        var bytes = Encoding.UTF8.GetBytes(fill(text));
        if (reply.Damage == Damage.NotUtf8 && bytes.Length > 0)
        {
            // Inside the first value, where a parser does not look.
            bytes[Math.Min(Math.Max(0, bytes.AsSpan().IndexOf(":\""u8) + 2), bytes.Length - 1)] = 0xFF;
        }

        return bytes;
    }

    /// <summary>The status of an undamaged answer.</summary>
    public static int StatusOf(FuzzReply reply) => reply.Damage != Damage.ErrorList ? 200 : reply.Errors switch
    {
        0 => 404,
        >= 1 and <= 5 => 409,
        8 => 429,
        _ => 400,
    };

    private static List<(string Name, string Value)> Fields(FuzzReply reply, string route)
    {
        var contact = Contact(reply.Variant, route);
        if (route.StartsWith("POST contacts/search", StringComparison.Ordinal) || (route.StartsWith("GET users?email", StringComparison.Ordinal) && reply.Variant % 2 == 0))
        {
            var rows = string.Join(',', Enumerable.Range(0, reply.Variant % 4).Select(i => Object(Contact(reply.Variant + i, route))));
            var next = reply.Variant % 5 == 4 ? """{"page":2,"starting_after":"next"}""" : "null";
            return [("type", "\"list\""), (route.StartsWith("GET", StringComparison.Ordinal) ? "users" : "data", $"[{rows}]"), ("total_count", "1"), ("pages", $$"""{"next":{{next}}}""")];
        }

        return contact;
    }

    private static List<(string Name, string Value)> Contact(int variant, string route) =>
    [
        ("type", "\"contact\""),
        ("id", $"\"c{variant % 3}\""),
        ("role", variant % 4 == 3 ? "\"lead\"" : "\"user\""),
        (route.Contains("users", StringComparison.Ordinal) ? "user_id" : "external_id", (variant % 3) switch { 0 => "\"{ext}\"", 1 => "null", _ => "\"other\"" }),
        ("email", variant % 7 == 6 ? "\"other@example.com\"" : "\"{email}\""),
        ("name", "\"Ann &amp; {email}\""),
        ("created_at", "1700000000"),
    ];

    private static string Object(IEnumerable<(string Name, string Value)> fields) => "{" + string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Value}")) + "}";

    private static string Cut(string text, int at) => text[..(at * 13 % text.Length)];
}
