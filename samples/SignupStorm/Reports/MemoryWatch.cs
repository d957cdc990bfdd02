using SignupStorm.Workers;

namespace SignupStorm.Reports;

/// <summary>Watches the working sets of the worker processes while a variant runs.</summary>
internal sealed class MemoryWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly StormCrew crew;
    private readonly List<IReadOnlyList<long?>> samples = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;

    private MemoryWatch(StormCrew crew)
    {
        this.crew = crew;
        watching = WatchAsync();
    }

    public static MemoryWatch Start(StormCrew crew) => new(crew);

    /// <summary>Returns the memory of each process, in the order of the workers.</summary>
    public async Task<IReadOnlyList<MemoryUse>> StopAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();

        // A process that is about to end has no memory any more.
        return
        [
            .. Enumerable.Range(0, samples[0].Count)
                .Select(worker => samples.Select(sample => sample[worker]).OfType<long>().Where(bytes => bytes > 0).ToArray())
                .Where(sizes => sizes.Length > 0)
                .Select(MemoryUse.Of),
        ];
    }

    private async Task WatchAsync()
    {
        do
        {
            samples.Add(crew.WorkingSets);
            await Task.Delay(Interval, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!stop.IsCancellationRequested);
    }
}
