using System.Diagnostics;
using System.Globalization;
using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>When reads see a write, and how a miss looks.</summary>
internal static class VisibilityProbes
{
    public static IReadOnlyList<Probe> All { get; } =
    [
        new("read-your-writes", "How long after a create do the reads show the contact?", ReadYourWritesAsync),
        new("missing-key", "Is a miss of find_by_external_id a 404 with an error list?", async session =>
        {
            Reply miss = await session.FindAsync(session.NewKey());
            return miss switch
            {
                { Status: 404, ErrorCode: { } code } => $"yes, with the code {code}",
                { Status: 404 } => "a 404 without an error list",
                _ => $"no, {miss.Describe()}",
            };
        }),
    ];

    private static async Task<string> ReadYourWritesAsync(ProbeSession session)
    {
        string key = session.NewKey();
        string email = session.NewEmail();

        // From the request on: too long rather than too short.
        long created = Stopwatch.GetTimestamp();
        string id = (await session.CreateAsync(key, email)).Expect(200).Id!;
        (string Name, Func<Task<bool>> SeesAsync)[] reads =
        [
            ("GET by id", async () => (await session.GetAsync($"contacts/{id}")).Expect(200, 404).Id == id),
            ("find_by_external_id", async () => (await session.FindAsync(key)).Expect(200, 404).Id == id),
            ("search by email", async () => (await session.SearchAsync("email", email)).RowIds().Contains(id)),
            ("search by external_id", async () => (await session.SearchAsync("external_id", key)).RowIds().Contains(id)),
        ];
        Dictionary<string, TimeSpan> seen = [];
        await session.WaitUntilAsync(async () =>
        {
            foreach ((string name, Func<Task<bool>> seesAsync) in reads.Where(read => !seen.ContainsKey(read.Name)))
            {
                if (await seesAsync())
                {
                    seen.Add(name, Stopwatch.GetElapsedTime(created));
                }
            }

            return seen.Count == reads.Length;
        });
        return string.Join("; ", reads.Select(read => seen.TryGetValue(read.Name, out TimeSpan time)
            ? string.Create(CultureInfo.InvariantCulture, $"{read.Name}: after {time.TotalSeconds:F1} s")
            : $"{read.Name}: not within {session.Settings.LagLimit}"));
    }
}
