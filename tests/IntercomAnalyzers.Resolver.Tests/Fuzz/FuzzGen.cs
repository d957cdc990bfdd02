using CsCheck;

namespace IntercomAnalyzers.Resolver.Tests.Fuzz;

/// <summary>What the fuzz tests draw from.</summary>
internal static class FuzzGen
{
    private static readonly Gen<string> s_value = Gen.Frequency(
        (8, Gen.OneOf(
            "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999999999", "\"\"", "\" \"", "\"\\ud800\"", "\"\\u0000\"", "\"..\"", "\".\"", "\"a/b?c#d\"", "\"{email}\"",
            "[]", "{}", "[null]", "[[]]", "{\"next\":{\"starting_after\":\"{email}\"}}", "{\"next\":{\"starting_after\":1}}", "[{\"id\":null}]", "[{\"id\":\"c1\"},{\"id\":\"c1\"},7]", "[{}]",
            "\"" + new string('x', 5000) + "\"", "\"lead\"", "253402300799", "\"c1\"", "{\"\\ud800\":1}")),
        (1, Gen.Int[1, 200].Select(depth => new string('[', depth) + new string(']', depth))),
        (1, Gen.Int[1, 200].Select(depth => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth))),
        (1, Gen.Char.AlphaNumeric.Array[0, 30].Select(chars => new string(chars))),
        (1, Gen.String[0, 30]));

    private static readonly Gen<(string Name, string Value)> s_header = Gen.OneOf(
        Header("Retry-After", "0", "1", "60", "3600", "-5", "99999999999999999999", "1.5", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", ""),
        Header("X-RateLimit-Reset", "0", "1893456010", "-1", "253402300799", "253402300800", "9223372036854775807", "99999999999999999999", "later", " 5 "),
        Header("X-RateLimit-Remaining", "0", "-1", "x"),
        Header("X-RateLimit-Limit", "166", ""),
        Header("Link", "</contacts/c1>; rel=\"canonical\"", "<https://api.intercom.test/contacts/c2>; rel=canonical", "</contacts/../../x>; rel=\"canonical\"", "<<<<", "</contacts/>; rel=\"canonical\"", "{email}"),
        Header("X-Request-Id", "req-1", "{email}", "{ext}", "{token}", "", "a b"),
        Header("Content-Type", "text/html", "application/json; charset=utf-16", "application/json; charset=nonsense", ";;;"),
        Header("Content-Encoding", "gzip", "x"),
        Header("Location", "https://elsewhere.test/"),
        Header("X-Junk", "{email} {token}", "\u0001"));

    private static readonly Gen<int> s_status = Gen.Frequency(
        (8, Gen.Const(0)),
        (3, Gen.OneOf(200, 201, 202, 204, 301, 304, 400, 401, 403, 404, 408, 409, 410, 418, 422, 429, 500, 502, 503, 504)),
        (1, Gen.Int[200, 599]));

    private static readonly Gen<Damage> s_damage = Gen.Frequency(
        (10, Gen.Const(Damage.None)), (10, Gen.Const(Damage.ErrorList)), (3, Gen.Const(Damage.FieldReplaced)),
        (3, Gen.OneOf(Damage.Truncated, Damage.FieldRepeated, Damage.Html, Damage.Empty, Damage.Junk, Damage.NotUtf8)));

    private static readonly Gen<Ending> s_ending = Gen.Frequency(
        (30, Gen.Const(Ending.Answered)), (1, Gen.Const(Ending.Refused)), (1, Gen.Const(Ending.Broken)), (1, Gen.Const(Ending.Hanging)), (1, Gen.Const(Ending.CallerCancels)));

    // Not found is what leads on to creates.
    private static readonly Gen<int> s_errors = Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[0, FuzzBodies.ErrorLists - 1]));

    private static readonly Gen<FuzzReply> s_reply = Gen.Select(
        s_ending, s_status, Gen.Int[0, 40], s_damage, Gen.Int[0, 40], s_value, s_errors, s_header.List[0, 3],
        (ending, status, variant, damage, field, junk, errors, headers) => new FuzzReply(ending, status, variant, damage, field, junk, errors, headers));

    private static readonly Gen<string> s_externalId = Gen.OneOf(
        "-ext-1", " x ", "/../a", "?b=c&d#e", "%2e%2e", "ä€\U0001F600", "\ud800", "\"<>'\\", "\t\r\n", "a b+c", new string('y', 70_000)).Select(text => FuzzScenario.Mark + text);

    private static readonly Gen<string> s_email = Gen.OneOf("ann@example.com", "Ann.O'Brian@Example.com", "a+b@ex.co", "\"q\"@x.io", "ä@x.io").Select(text => FuzzScenario.Mark + text);

    public static Gen<FuzzScenario> Scenario { get; } = Gen.Select(
        Gen.Select(Gen.Enum<Form>(), Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))),
        s_externalId, s_email,
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool),
        Gen.Int[0, 15],
        Gen.Int[0, 15],
        Gen.Select(Gen.Int[1, 4], Gen.OneOf("2.16", "2.13", "2.10")),
        s_reply.List[1, 12],
        (form, externalId, email, flags, identifiers, policies, api, replies) => new FuzzScenario(
            form.Item1, form.Item2, externalId, email, flags.Item1, flags.Item2, flags.Item3, identifiers, policies, api.Item1, api.Item2, replies));

    private static Gen<(string Name, string Value)> Header(string name, params string[] values) => Gen.OneOf(values).Select(value => (name, value));
}
