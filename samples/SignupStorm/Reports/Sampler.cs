using System.Diagnostics;
using FakeIntercom;

namespace SignupStorm.Reports;

/// <summary>Watches the duplicates and this process's memory while a variant runs.</summary>
internal sealed class Sampler
{
    private const int MaximumSamples = 1000;

    private readonly Workspace workspace;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;
    private List<Sample> samples = [];
    private TimeSpan interval = TimeSpan.FromMilliseconds(100);

    private Sampler(Workspace workspace)
    {
        this.workspace = workspace;
        watching = WatchAsync();
    }

    /// <summary>The highest working set seen, in bytes.</summary>
    public long PeakWorkingSet { get; private set; }

    public static Sampler Start(Workspace workspace)
    {
        // What the variant before left behind is not this one's memory.
        GC.Collect();
        return new Sampler(workspace);
    }

    /// <summary>Takes the last sample and returns all.</summary>
    public async Task<IReadOnlyList<Sample>> StopAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
        Take();
        return samples;
    }

    private async Task WatchAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Take();
            await Task.Delay(interval, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take()
    {
        samples.Add(new Sample(Stopwatch.GetElapsedTime(started), PersonCount.Duplicates(workspace.LiveContacts)));
        PeakWorkingSet = Math.Max(PeakWorkingSet, Environment.WorkingSet);
        if (samples.Count == MaximumSamples)
        {
            // A long run needs no finer lines than a short one.
            samples = [.. samples.Where((_, index) => index % 2 == 0)];
            interval *= 2;
        }
    }
}
