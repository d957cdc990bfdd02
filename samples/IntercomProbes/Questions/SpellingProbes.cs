using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>Which spellings Intercom takes for the same identifier.</summary>
internal static class SpellingProbes
{
    private static readonly string[] Endings = ["/x", "%2Fx", " x", "/../x", "+x", "é"];

    public static IReadOnlyList<Probe> All { get; } =
    [
        new("letter-case", "Are emails in other letter case the same email?", LetterCaseAsync),
        new("blank-keys", "What becomes of blank and padded external_ids?", BlankKeysAsync),
        new("encoded-keys", "Does find_by_external_id find keys with separators when they are percent-encoded?", EncodedKeysAsync),
    ];

    private static async Task<string> LetterCaseAsync(ProbeSession session)
    {
        string lower = session.NewEmail();
        string mixed = $"P{lower[1..]}";
        Reply first = (await session.CreateAsync(email: mixed)).Expect(200);
        string create = CreateReading.Of(await session.CreateAsync(email: lower), first.Id);
        bool seen = await session.WaitUntilAsync(async () => (await session.SearchAsync("email", mixed)).RowIds().Contains(first.Id!));
        if (!seen)
        {
            return $"create in lower case: {create}; search did not show the contact within {session.Settings.LagLimit}";
        }

        bool found = (await session.SearchAsync("email", lower)).RowIds().Contains(first.Id!);
        return $"create in lower case: {create}; search in lower case: {(found ? "found" : "not found")}";
    }

    private static async Task<string> BlankKeysAsync(ProbeSession session)
    {
        string key = session.NewKey();
        List<string> readings = [];
        foreach (string sent in new[] { "", " ", $" {key} " })
        {
            Reply reply = (await session.CreateAsync(sent, session.NewEmail())).Expect(200, 400, 409, 422);
            string result = reply.Status == 200 ? $"kept as {(reply.Text("external_id") is { } kept ? $"'{kept}'" : "none")}" : reply.Describe();
            readings.Add($"'{sent}': {result}");
        }

        return string.Join("; ", readings);
    }

    private static async Task<string> EncodedKeysAsync(ProbeSession session)
    {
        List<string> readings = [];
        foreach (string ending in Endings)
        {
            string key = session.NewKey() + ending;
            Reply created = (await session.CreateAsync(key)).Expect(200, 400, 422);
            if (created.Status != 200)
            {
                readings.Add($"'{ending}': refused with {created.Describe()}");
                continue;
            }

            Reply found = (await session.FindAsync(key)).Expect(200, 400, 404);
            readings.Add($"'{ending}': {(found.Status == 200 && found.Id == created.Id ? "found" : $"not found ({found.Describe()})")}");
        }

        return string.Join("; ", readings);
    }
}
