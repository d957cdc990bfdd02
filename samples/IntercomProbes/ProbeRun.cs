using System.Collections.Concurrent;
using IntercomProbes.Questions;
using IntercomProbes.Reports;
using IntercomProbes.Sessions;

namespace IntercomProbes;

/// <summary>Asks the probes one after the other and deletes what they made, whatever happens.</summary>
internal sealed class ProbeRun(HttpClient http, ProbeSettings settings, RunMark mark, Action<Probe> begin)
{
    private readonly ConcurrentQueue<Exchange> exchanges = new();
    private readonly MadeContacts made = new(mark);

    /// <summary>The requests of the end that deleted the contacts.</summary>
    public IReadOnlyList<Exchange> CleanUpExchanges { get; private set; } = [];

    /// <returns>The results, and the ids of the contacts that could not be deleted.</returns>
    public async Task<(IReadOnlyList<ProbeResult> Results, IReadOnlyList<string> Left)> RunAsync(IReadOnlyList<Probe> probes, CancellationToken cancellationToken)
    {
        IntercomApi api = new(http, exchanges.Enqueue);
        List<ProbeResult> results = [];
        IReadOnlyList<string> left;
        try
        {
            ProbeSession session = new(api, mark, made, settings, cancellationToken);
            foreach (Probe probe in probes)
            {
                begin(probe);
                results.Add(await AskAsync(probe, session));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The contacts are deleted all the same.
        }
        finally
        {
            exchanges.Clear();
            left = await new CleanUp(api, mark, made, settings).RunAsync();
            CleanUpExchanges = [.. exchanges];
        }

        return (results, left);
    }

    private async Task<ProbeResult> AskAsync(Probe probe, ProbeSession session)
    {
        exchanges.Clear();
        try
        {
            string reading = await probe.AskAsync(session);
            return new ProbeResult(probe, [.. exchanges], reading, HasReading: true);
        }
        catch (ProbeFailedException error)
        {
            return new ProbeResult(probe, [.. exchanges], error.Message, HasReading: false);
        }
    }
}
