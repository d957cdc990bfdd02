using System.CommandLine;
using System.CommandLine.Parsing;
using FakeIntercom.CommandLine;
using SignupStorm.Writers;

namespace SignupStorm.CommandLine;

/// <summary>The command line of the soak: the resolver alone, long, in several processes that share a Redis server.</summary>
internal static class SoakCommand
{
    private static readonly StormOptions Defaults = new()
    {
        Persons = 10_000,
        SignUpsPerPerson = 10,
        Traffic = TrafficShape.Soak,
        Concurrency = 64,
        Retries = 0,
        Processes = 2,
        SearchLag = TimeSpan.FromSeconds(2),
        RequestTimeout = TimeSpan.FromSeconds(2),
        RateLimitWindow = TimeSpan.FromMilliseconds(100),
        Faults = FaultMix.Soak,
        Seed = 1,
        Variants = [Variant.Find(Variant.ResolvedName)!],
    };

    public static Command Create(Func<StormOptions, CancellationToken, Task<int>> run)
    {
        SizeOptions size = new(Defaults, minimumProcesses: 2);
        Option<TimeSpan> time = DurationArgument.Option("--time-limit", "When a run that has not ended is stopped and fails.", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        Option<int> requests = NumberArgument.Option("--request-limit", "After how many requests a run is stopped and fails.", 1_000_000, 1, int.MaxValue);
        Command command = new("soak", "Sends many sign-ups through the resolver in several processes that share a Redis server, and counts duplicates, lost sign-ups and memory.")
        {
            time, requests,
        };
        size.AddTo(command);
        command.Validators.Add(result =>
        {
            foreach (OptionResult option in ((CommandResult)result.Parent!).Children.OfType<OptionResult>().Where(option => !option.Implicit))
            {
                result.AddError($"{option.Option.Name}: write the options of the soak after 'soak'.");
            }
        });
        command.SetAction((parsed, cancellationToken) => run(
            size.Read(parsed) with { Limits = new StormLimits(parsed.GetValue(requests), parsed.GetValue(time)) },
            cancellationToken));
        return command;
    }
}
