using System.Globalization;
using SignupStorm.Progress;
using SignupStorm.Reports;
using SignupStorm.Writers;
using Spectre.Console;

namespace SignupStorm.CommandLine;

/// <summary>Runs a storm and shows what came out.</summary>
internal static class StormRun
{
    // The table of all variants fits; a pipe has no width of its own.
    private const int PipeWidth = 120;

    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(StormOptions options, FileInfo? plot, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = PipeWidth;
        }

        Console.WriteLine(Describe(options));
        try
        {
            IReadOnlyList<StormResult> results = await StormProgress.RunAsync(progress => Storm.RunAsync(options, progress, cancellationToken), LineInterval);
            AnsiConsole.Write(ResultTable.Create(results));
            foreach (string line in ResultTable.DescribeFailures(results))
            {
                Console.WriteLine(line);
            }

            if (plot is not null)
            {
                await WriteAsync(plot, DuplicatesPlot.ToSvg(results), cancellationToken);
            }

            return await JudgeAsync(results);
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

    /// <summary>The exit code: only the resolved variant has to be right.</summary>
    public static async Task<int> JudgeAsync(IReadOnlyList<StormResult> results)
    {
        if (results.FirstOrDefault(result => result.Variant == Variant.ResolvedName) is not { } resolved || resolved is { Duplicates: 0, Lost: 0 })
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"The resolved variant has {resolved.Duplicates} duplicates and {resolved.Lost} lost sign-ups; both must be 0.");
        return StormExitCodes.NotSafe;
    }

    private static async Task WriteAsync(FileInfo plot, string svg, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(plot.FullName, svg, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StormFailedException($"--plot: {error.Message}", error);
        }

        Console.WriteLine($"Plot: {plot.FullName}");
    }

    private static string Describe(StormOptions options)
    {
        string processes = options switch
        {
            { Processes: 1 } => "1 process",
            { Redis: { } redis } => $"{options.Processes} processes that share locks and markers on {redis.Host}:{redis.Port}",
            _ => $"{options.Processes} processes without --redis: the resolver's locks and markers are per process, so email-only users and leads may get duplicates",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Seed {options.Seed}, faults in {options.Faults.Sum(fault => fault.Probability):P1} of the requests, {options.Concurrency} sign-ups at a time, {processes}.");
    }
}
