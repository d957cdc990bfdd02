using System.CommandLine;
using FakeIntercom.CommandLine;
using SignupStorm.Writers;

namespace SignupStorm.CommandLine;

/// <summary>The command line of the storm.</summary>
internal static class StormCommand
{
    private static readonly StormOptions Defaults = new()
    {
        Persons = 150,
        SignUpsPerPerson = 6,
        Concurrency = 32,
        Retries = 2,
        SearchLag = TimeSpan.FromMilliseconds(500),
        RequestTimeout = TimeSpan.FromSeconds(2),
        RateLimitWindow = TimeSpan.FromSeconds(1),
        Seed = 1,
    };

    public static RootCommand Create() => Create(StormRun.RunAsync, SoakRun.RunAsync);

    /// <summary>Makes the command with other actions than a storm and a soak.</summary>
    public static RootCommand Create(Func<StormOptions, FileInfo?, CancellationToken, Task<int>> run, Func<StormOptions, CancellationToken, Task<int>> soak)
    {
        SizeOptions size = new(Defaults, minimumProcesses: 1);
        Option<double> faultRate = ProbabilityArgument.Option("--fault-rate", "Share of the requests that fail, in every way.", FaultMix.DefaultRate);
        Option<IReadOnlyList<Variant>> variants = VariantsArgument.Option();
        Option<FileInfo?> plot = PlotArgument.Option();

        RootCommand command = new("Sends the same sign-ups to a fake Intercom through unsafe code and through the resolver, and counts duplicates.")
        {
            faultRate, variants, plot, SoakCommand.Create(soak), WorkerCommand.Create(),
        };
        size.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(size.Faults) is { Implicit: false } && result.GetResult(faultRate) is { Implicit: false })
            {
                result.AddError($"{size.Faults.Name} and {faultRate.Name} exclude each other.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            StormOptions options = size.Read(parsed) with { Variants = parsed.GetValue(variants)! };
            return run(
                parsed.GetResult(size.Faults) is null ? options with { Faults = FaultMix.Create(parsed.GetValue(faultRate)) } : options,
                parsed.GetValue(plot),
                cancellationToken);
        });
        return command;
    }
}
