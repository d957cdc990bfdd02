using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>How a 429 looks. It uses up the limit that all apps of the workspace share.</summary>
internal static class RateLimitProbe
{
    private const int Parallel = 32;

    public static Probe Probe { get; } = new("rate-limit", "Which headers has a 429? (at most --burst requests)", async session =>
    {
        for (int sent = 0; sent < session.Settings.Burst; sent += Parallel)
        {
            int count = Math.Min(Parallel, session.Settings.Burst - sent);
            Reply[] replies = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => session.GetOnceAsync("me")));
            if (replies.FirstOrDefault(reply => reply.Expect(200, 429).Status == 429) is { } limited)
            {
                return string.Join("; ", new[] { limited.Describe(), Header("Retry-After"), Header("X-RateLimit-Limit"), Header("X-RateLimit-Remaining"), Header("X-RateLimit-Reset") });

                string Header(string name) => $"{name}: {limited.Header(name) ?? "none"}";
            }
        }

        return $"no 429 in {session.Settings.Burst} requests";
    })
    {
        OnRequestOnly = true,
    };
}
