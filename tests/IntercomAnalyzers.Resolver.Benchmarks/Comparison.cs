using System.Diagnostics;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Runs a scenario by raw requests and by the resolver in turns, in one process against one server.</summary>
internal sealed class Comparison(LoopbackServer server, int rounds, int operations)
{
    private const int WarmUpRounds = 5;
    private const string Token = "benchmark-token";

    // No key repeats, whatever ran before.
    private static long s_number;

    /// <summary>The medians over all rounds.</summary>
    public async Task<Result> RunAsync(Scenario scenario, int concurrency)
    {
        using var raw = new RawClient(server.Address, Token);
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var resolver = new ContactResolver(client, new ContactResolverOptions { AccessToken = Token, BaseAddress = server.Address, MarkerAge = TimeSpan.FromHours(1) });
        var (rawRates, resolverRates, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            // Who goes first takes turns too.
            var resolverFirst = (round & 1) == 0;
            var first = await (resolverFirst ? ResolveAsync() : SendAsync());
            var second = await (resolverFirst ? SendAsync() : ResolveAsync());
            if (round < 0)
            {
                continue;
            }

            var (resolved, sent) = resolverFirst ? (first, second) : (second, first);
            resolverRates.Add(resolved);
            rawRates.Add(sent);
            ratios.Add(resolved / sent);
        }

        return new Result(Median(rawRates), Median(resolverRates), Median(ratios));

        Task<double> SendAsync() => MeasureAsync(concurrency, (worker, number) => scenario.Raw(raw, scenario.Key(worker, number), CancellationToken.None));

        Task<double> ResolveAsync() => MeasureAsync(concurrency, async (worker, number) =>
        {
            var key = scenario.Key(worker, number);
            var resolution = await resolver.FindOrCreateAsync(new ContactDraft { ExternalId = key, Email = key + "@example.com", Name = "Ann" });
            if (resolution.Outcome != scenario.Expected || resolution.Attempts != scenario.Requests)
            {
                throw new InvalidOperationException($"{scenario.Name}: {resolution.Outcome} after {resolution.Attempts} requests.");
            }
        });
    }

    private async Task<double> MeasureAsync(int concurrency, Func<int, long, Task> operation)
    {
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < operations / concurrency; i++)
            {
                await operation(worker, Interlocked.Increment(ref s_number));
            }
        })));
        return operations / concurrency * concurrency / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    /// <summary>Operations per second, and the median of the rounds' ratios.</summary>
    internal sealed record Result(double Raw, double Resolver, double Ratio);
}
