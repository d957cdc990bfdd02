using System.Globalization;
using SignupStorm.Progress;
using SignupStorm.Reports;
using SignupStorm.Servers;
using Spectre.Console;

namespace SignupStorm.CommandLine;

/// <summary>Runs a soak and shows what came out.</summary>
internal static class SoakRun
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(StormOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using RedisServer? server = options.Redis is null ? await RedisServer.StartAsync(cancellationToken) : null;
            options = server is null ? options : options with { Redis = server.EndPoint };
            foreach (string line in Describe(options))
            {
                Console.WriteLine(line);
            }

            StormResult result = (await StormProgress.RunAsync(progress => Storm.RunAsync(options, progress, cancellationToken), LineInterval)).Single();
            AnsiConsole.Write(ResultTable.Create([result]));
            foreach (string line in ResultTable.DescribeFailures([result]).Concat(SoakReport.Lines(result)))
            {
                Console.WriteLine(line);
            }

            return await JudgeAsync(result);
        }
        catch (StormFailedException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return StormExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return StormExitCodes.Interrupted;
        }
    }

    /// <summary>Says what is wrong, if anything, and returns the exit code.</summary>
    public static async Task<int> JudgeAsync(StormResult result)
    {
        IReadOnlyList<string> faults = SoakVerdict.Against(result);
        if (faults.Count == 0)
        {
            Console.WriteLine("Passed: no duplicate, no lost sign-up, no untyped error, finished, memory flat.");
            return 0;
        }

        await Console.Error.WriteLineAsync($"Failed: {string.Join("; ", faults)}.");
        return StormExitCodes.NotSafe;
    }

    private static IEnumerable<string> Describe(StormOptions options)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Persons * (long)options.SignUpsPerPerson} sign-ups of {options.Persons} persons, {options.Concurrency} at a time, in {options.Processes} processes that share locks and markers on {options.Redis!.Host}:{options.Redis.Port}.");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Seed {options.Seed}, search {options.SearchLag.TotalSeconds} s late, faults in {options.Faults.Sum(fault => fault.Probability):P1} of the requests: {string.Join(", ", options.Faults.Select(fault => $"{fault.Fault.Kind} {(100 * fault.Probability).ToString("0.##", CultureInfo.InvariantCulture)} %"))}.");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Stopped after {options.Limits!.Time.TotalMinutes:0.##} minutes or {options.Limits.Requests} requests.");
    }
}
