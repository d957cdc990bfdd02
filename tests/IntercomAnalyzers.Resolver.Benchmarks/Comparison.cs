using System.Diagnostics;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Runs a scenario by raw requests and by the resolver in turns, in one process against one server.</summary>
internal sealed class Comparison(ServerProcess server, Clients clients, int rounds, int operations)
{
    // Processor time: on a busy machine the compiler waits as long as everybody else.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(6);

    /// <summary>Until the code of both sides is compiled for good.</summary>
    public async Task WarmUpAsync(Scenario scenario)
    {
        var known = await KnownAsync(scenario, 16);
        for (var started = Environment.CpuUsage.TotalTime; Environment.CpuUsage.TotalTime - started < s_warmUp;)
        {
            await MeasureAsync(scenario, 16, known, clients.ResolveAsync);
            await MeasureAsync(scenario, 16, known, clients.SendAsync);
        }
    }

    /// <summary>The medians over all rounds.</summary>
    public async Task<Result> RunAsync(Scenario scenario, int concurrency)
    {
        var known = await KnownAsync(scenario, concurrency);
        var (rawRates, resolverRates, ratios) = (new List<double>(), new List<double>(), new List<double>());
        var (rawCpu, resolverCpu) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first takes turns too.
            var resolverFirst = (round & 1) == 0;
            var first = await MeasureAsync(scenario, concurrency, known, resolverFirst ? clients.ResolveAsync : clients.SendAsync);
            var second = await MeasureAsync(scenario, concurrency, known, resolverFirst ? clients.SendAsync : clients.ResolveAsync);
            var (resolved, sent) = resolverFirst ? (first, second) : (second, first);
            resolverRates.Add(resolved.Rate);
            rawRates.Add(sent.Rate);
            ratios.Add(resolved.Rate / sent.Rate);
            resolverCpu += resolved.Cpu;
            rawCpu += sent.Cpu;
        }

        return new Result(Median(rawRates), Median(resolverRates), Median(ratios), rawCpu / resolverCpu);
    }

    /// <summary>One person per worker to meet again and again, or null when everybody must be met for the first time.</summary>
    private async Task<IReadOnlyList<Person>?> KnownAsync(Scenario scenario, int concurrency) =>
        scenario.IsKnown ? await clients.MakePeopleAsync(scenario, concurrency, CancellationToken.None) : null;

    private async Task<Measure> MeasureAsync(
        Scenario scenario,
        int concurrency,
        IReadOnlyList<Person>? known,
        Func<Scenario, Person, CancellationToken, Task> operation)
    {
        // As the token of a web request: it can be cancelled, and is not.
        using var cancellation = new CancellationTokenSource();
        var perWorker = operations / concurrency;
        var people = known ?? await clients.MakePeopleAsync(scenario, perWorker * concurrency, cancellation.Token);
        // Not the oldest generation: memory given back to the system would be fetched again by those who are measured.
        GC.Collect(1);
        var cpu = Cpu();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < perWorker; i++)
            {
                await operation(scenario, people[((i * concurrency) + worker) % people.Count], cancellation.Token);
            }
        })));
        return new Measure(perWorker * concurrency / Stopwatch.GetElapsedTime(started).TotalSeconds, Cpu() - cpu);
    }

    private TimeSpan Cpu() => Environment.CpuUsage.TotalTime + server.Cpu;

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    /// <summary>Operations per second, the median of the rounds' ratios, and the ratio of the processor time that client and server took together.</summary>
    internal sealed record Result(double Raw, double Resolver, double Ratio, double CpuRatio);

    private readonly record struct Measure(double Rate, TimeSpan Cpu);
}
