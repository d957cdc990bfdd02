namespace SignupStorm.Workers;

/// <summary>The workers of one variant: one in this process and one process for each further job.</summary>
internal sealed class StormCrew : IAsyncDisposable
{
    private readonly StormWorker own;
    private readonly List<WorkerProcess> others = [];

    private StormCrew(StormWorker own) => this.own = own;

    /// <exception cref="StormFailedException">A worker cannot be set up.</exception>
    public static async Task<StormCrew> StartAsync(IReadOnlyList<WorkerJob> jobs, CancellationToken cancellationToken)
    {
        StormCrew crew = new(await StormWorker.CreateAsync(jobs[0]));
        try
        {
            foreach (WorkerJob job in jobs.Skip(1))
            {
                crew.others.Add(await WorkerProcess.StartAsync(job, cancellationToken));
            }

            return crew;
        }
        catch
        {
            await crew.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets all workers send at once; the first failure ends them all.</summary>
    /// <returns>The sum of the highest working sets of the other processes, in bytes.</returns>
    public async Task<long> RunAsync(Action<SignUpOutcome> ended, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<long>[] running =
        [
            StopAllOnFailureAsync(async () =>
            {
                await own.RunAsync(ended, stop.Token);
                return 0;
            }),
            .. others.Select(other => StopAllOnFailureAsync(() => other.RunAsync(ended, stop.Token))),
        ];
        Task<long[]> all = Task.WhenAll(running);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.Exception?.InnerExceptions.OfType<StormFailedException>().FirstOrDefault() is { } failure)
        {
            throw failure;
        }

        return (await all).Sum();

        async Task<long> StopAllOnFailureAsync(Func<Task<long>> run)
        {
            try
            {
                return await run();
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        others.ForEach(other => other.Dispose());
        await own.DisposeAsync();
    }
}
