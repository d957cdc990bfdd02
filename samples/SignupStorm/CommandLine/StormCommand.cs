using System.CommandLine;
using System.Net;
using FakeIntercom;
using FakeIntercom.CommandLine;
using SignupStorm.Writers;

namespace SignupStorm.CommandLine;

/// <summary>The command line of the storm.</summary>
internal static class StormCommand
{
    public static RootCommand Create() => Create(StormRun.RunAsync);

    /// <summary>Makes the command with another action than a storm.</summary>
    public static RootCommand Create(Func<StormOptions, FileInfo?, CancellationToken, Task<int>> run)
    {
        Option<int> persons = NumberArgument.Option("--persons", "Persons who sign up.", 150, 1, 1_000_000);
        Option<int> signUps = NumberArgument.Option("--sign-ups", "Sign-ups per person.", 6, 1, 1_000);
        Option<int> concurrency = NumberArgument.Option("--concurrency", "Sign-ups that run at a time, in all processes together.", 32, 1, 10_000);
        Option<int> retries = NumberArgument.Option("--retries", "Times that a caller repeats a failed sign-up.", 2, 0, 100);
        Option<int> processes = NumberArgument.Option("--processes", "Processes that send the sign-ups.", 1, 1, 64);
        Option<DnsEndPoint?> redis = RedisArgument.Option();
        Option<TimeSpan> lag = DurationArgument.Option("--lag", "How late searches see writes.", TimeSpan.FromMilliseconds(500));
        Option<TimeSpan> timeout = DurationArgument.Option("--request-timeout", "When a client gives up on one request.", TimeSpan.FromSeconds(2));
        Option<TimeSpan> window = DurationArgument.Option("--rate-limit-window", "The longest wait that a 429 asks for, rounded up to seconds.", TimeSpan.FromSeconds(1));
        Option<bool> conflicts = new("--same-email-conflicts") { Description = "Answer 409 to a user create with a known email and a new external_id." };
        Option<double> faultRate = ProbabilityArgument.Option("--fault-rate", "Share of the requests that fail, in every way.", FaultMix.DefaultRate);
        Option<FaultRate[]> faults = FaultArgument.Option();
        Option<int> seed = NumberArgument.Option("--seed", "Seed of traffic, faults and ids.", 1, 0, int.MaxValue);
        Option<IReadOnlyList<Variant>> variants = VariantsArgument.Option();
        Option<FileInfo?> plot = PlotArgument.Option();

        RootCommand command = new("Sends the same sign-ups to a fake Intercom through unsafe code and through the resolver, and counts duplicates.")
        {
            persons, signUps, concurrency, retries, processes, redis, lag, timeout, window, conflicts, faultRate, faults, seed, variants, plot, WorkerCommand.Create(),
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(faults) is { Implicit: false } && result.GetResult(faultRate) is { Implicit: false })
            {
                result.AddError($"{faults.Name} and {faultRate.Name} exclude each other.");
            }
        });
        command.SetAction((parsed, cancellationToken) => run(
            new StormOptions
            {
                Persons = parsed.GetValue(persons),
                SignUpsPerPerson = parsed.GetValue(signUps),
                Concurrency = parsed.GetValue(concurrency),
                Retries = parsed.GetValue(retries),
                Processes = parsed.GetValue(processes),
                Redis = parsed.GetValue(redis),
                SearchLag = parsed.GetValue(lag),
                RequestTimeout = parsed.GetValue(timeout),
                RateLimitWindow = parsed.GetValue(window),
                SameEmailNewExternalIdConflicts = parsed.GetValue(conflicts),
                Faults = parsed.GetResult(faults) is null ? FaultMix.Create(parsed.GetValue(faultRate)) : parsed.GetValue(faults)!,
                Seed = parsed.GetValue(seed),
                Variants = parsed.GetValue(variants)!,
            },
            parsed.GetValue(plot),
            cancellationToken));
        return command;
    }
}
