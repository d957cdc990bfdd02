namespace SignupStorm.Workers;

/// <summary>The workers of one variant: a single one works in this process, several in a process each.</summary>
internal sealed class StormCrew : IAsyncDisposable
{
    private readonly List<ICrewMember> members = [];

    /// <summary>The current <see cref="ICrewMember.WorkingSet"/> of each worker.</summary>
    public IReadOnlyList<long?> WorkingSets => [.. members.Select(member => member.WorkingSet)];

    /// <exception cref="StormFailedException">A worker cannot be set up.</exception>
    public static async Task<StormCrew> StartAsync(IReadOnlyList<WorkerJob> jobs, CancellationToken cancellationToken)
    {
        StormCrew crew = new();
        try
        {
            foreach (WorkerJob job in jobs)
            {
                crew.members.Add(jobs.Count == 1 ? await StormWorker.CreateAsync(job) : await WorkerProcess.StartAsync(job, cancellationToken));
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
    public async Task<IReadOnlyList<WorkerReport>> RunAsync(Action<SignUpOutcome> ended, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<WorkerReport[]> all = Task.WhenAll(members.Select(StopAllOnFailureAsync));
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.Exception?.InnerExceptions.OfType<StormFailedException>().FirstOrDefault() is { } failure)
        {
            throw failure;
        }

        return await all;

        async Task<WorkerReport> StopAllOnFailureAsync(ICrewMember member)
        {
            try
            {
                return await member.RunAsync(ended, stop.Token);
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
        foreach (ICrewMember member in members)
        {
            await member.DisposeAsync();
        }
    }
}
