using IntercomProbes.Sessions;

namespace IntercomProbes.Questions;

/// <summary>A question to the real API.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Question">What is asked.</param>
/// <param name="AskAsync">Sends the requests and returns the reading.</param>
internal sealed record Probe(string Name, string Question, Func<ProbeSession, Task<string>> AskAsync)
{
    /// <summary>Whether it runs only when it is named, because it disturbs others.</summary>
    public bool OnRequestOnly { get; init; }

    public static IReadOnlyList<Probe> All { get; } =
    [
        .. IdentityProbes.All, .. SpellingProbes.All, ParallelProbe.Probe, .. VisibilityProbes.All, .. LifeProbes.All, UpdateProbe.Probe, RateLimitProbe.Probe,
    ];

    public static Probe? Find(string name) => All.FirstOrDefault(probe => probe.Name == name);
}
