using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>Whether Intercom's check at create time withstands a race.</summary>
internal static class ParallelProbe
{
    public static Probe Probe { get; } = new("parallel-creates", "Do two creates at the same time make two contacts?", async session =>
    {
        int keys = await CountDoublesAsync(session, () => (session.NewKey(), null), "user");
        int emails = await CountDoublesAsync(session, () => (null, session.NewEmail()), "user");
        int leads = await CountDoublesAsync(session, () => (null, session.NewEmail()), "lead");
        return $"two contacts in {keys} of {session.Settings.Rounds} rounds by external_id, in {emails} by email, in {leads} as leads";
    });

    private static async Task<int> CountDoublesAsync(ProbeSession session, Func<(string? Key, string? Email)> identify, string role)
    {
        int doubles = 0;
        for (int i = 0; i < session.Settings.Rounds; i++)
        {
            (string? key, string? email) = identify();
            Reply[] replies = await Task.WhenAll(session.CreateAsync(key, email, role), session.CreateAsync(key, email, role));
            doubles += replies.Where(reply => reply.Expect(200, 409).Status == 200).DistinctBy(reply => reply.Id).Count() > 1 ? 1 : 0;
        }

        return doubles;
    }
}
