using System.Collections.Concurrent;
using System.Diagnostics;
using FakeIntercom;
using IntercomAnalyzers.Resolver;
using Spectre.Console;

namespace SignupStorm;

/// <summary>Runs the same traffic through every writer, each against a fake of its own.</summary>
internal static class Storm
{
    private static readonly (string Variant, IContactWriter Writer)[] Variants =
    [
        ("unsafe: no search", new BlindWriter()),
        ("unsafe: failed search = not found", new HopefulWriter()),
        ("resolved", new ResolvedWriter()),
    ];

    /// <summary>The results, the resolved one last.</summary>
    public static async Task<IReadOnlyList<StormResult>> RunAsync(StormOptions options, CancellationToken cancellationToken)
    {
        // The waits fit the lag and the windows of this storm; Intercom's are longer, and so are the resolver's own defaults.
        ContactResolver.Configure(resolver =>
        {
            resolver.AccessToken = new FakeIntercomOptions().AccessToken;
            resolver.AttemptTimeout = options.RequestTimeout;
            resolver.RetryBaseDelay = TimeSpan.FromMilliseconds(Math.Max(50, options.SearchLag.TotalMilliseconds / 4));
            resolver.MarkerAge = options.RequestTimeout + (4 * options.SearchLag);
        });

        IReadOnlyList<SignUp> traffic = Traffic.Create(options);
        List<StormResult> results = [];
        await AnsiConsole.Progress().StartAsync(async progress =>
        {
            foreach ((string variant, IContactWriter writer) in Variants)
            {
                ProgressTask task = progress.AddTask(variant, maxValue: traffic.Count);
                results.Add(await RunAsync(variant, writer, traffic, options, () => task.Increment(1), cancellationToken));
            }
        });
        return results;
    }

    private static async Task<StormResult> RunAsync(
        string variant,
        IContactWriter writer,
        IReadOnlyList<SignUp> traffic,
        StormOptions options,
        Action sent,
        CancellationToken cancellationToken)
    {
        FakeIntercomOptions fake = new()
        {
            SearchLag = options.SearchLag,
            RateLimitWindow = options.RateLimitWindow,
            SameEmailNewExternalIdConflicts = options.SameEmailNewExternalIdConflicts,
            Seed = options.Seed,
            Faults = new FaultPlan(options.Seed, options.Faults),
        };
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(fake, cancellationToken);
        using HttpClient http = server.CreateClient();
        http.Timeout = options.RequestTimeout;

        Caller caller = new(http, writer, options.Retries);
        ConcurrentBag<SignUpOutcome> outcomes = [];
        long started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            traffic,
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken },
            async (signUp, token) =>
            {
                outcomes.Add(await caller.SendAsync(signUp, token));
                sent();
            });
        return StormResult.Create(variant, [.. outcomes], server.Workspace, Stopwatch.GetElapsedTime(started));
    }
}
