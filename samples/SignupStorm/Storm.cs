using System.Collections.Concurrent;
using System.Diagnostics;
using FakeIntercom;
using SignupStorm.Progress;
using SignupStorm.Reports;
using SignupStorm.Workers;

namespace SignupStorm;

/// <summary>Runs the same traffic through every variant, each against a fake of its own.</summary>
internal static class Storm
{
    /// <exception cref="StormFailedException">The Redis server does not answer, or a worker process ended early.</exception>
    public static async Task<IReadOnlyList<StormResult>> RunAsync(StormOptions options, IStormProgress progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<SignUp> traffic = Traffic.Create(options.Persons, options.SignUpsPerPerson, options.Seed, options.Traffic);
        List<StormResult> results = [];
        foreach (string variant in options.Variants.Select(variant => variant.Name))
        {
            progress.Begin(variant, traffic.Count);
            results.Add(await RunAsync(variant, traffic, options, progress, cancellationToken));
        }

        return results;
    }

    private static async Task<StormResult> RunAsync(
        string variant,
        IReadOnlyList<SignUp> traffic,
        StormOptions options,
        IStormProgress progress,
        CancellationToken cancellationToken)
    {
        FakeIntercomOptions fake = new()
        {
            SearchLag = options.SearchLag,
            RateLimitWindow = options.RateLimitWindow,
            SameEmailNewExternalIdConflicts = options.SameEmailNewExternalIdConflicts,
            Seed = options.Seed,
            Faults = new FaultPlan(options.Seed, options.Faults),
            KeptRequests = 0,
        };
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(fake, cancellationToken);
        string runId = Guid.NewGuid().ToString("N");
        await using StormCrew crew = await StormCrew.StartAsync(
            [.. Enumerable.Range(0, options.Processes).Select(share => WorkerJob.Create(options, variant, server.BaseAddress, fake.AccessToken, runId, share))],
            cancellationToken);

        ConcurrentBag<SignUpOutcome> outcomes = [];
        IReadOnlyList<WorkerReport> reports = [];
        await using LimitWatch limit = LimitWatch.Start(options.Limits, server.Workspace, cancellationToken);
        Sampler sampler = Sampler.Start(server.Workspace);
        MemoryWatch memory = MemoryWatch.Start(crew);
        long started = Stopwatch.GetTimestamp();
        Measures measures;
        try
        {
            reports = await crew.RunAsync(
                outcome =>
                {
                    outcomes.Add(outcome);
                    progress.Advance();
                },
                limit.Token);
        }
        catch (OperationCanceledException) when (limit.Reached is not null)
        {
            // What has ended until now is the result.
        }
        finally
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
            measures = new Measures(elapsed, await sampler.StopAsync(), sampler.PeakWorkingSet, await memory.StopAsync(), limit.Reached);
        }

        return StormResult.Create(variant, traffic, [.. outcomes], reports, server.Workspace, measures);
    }
}
