using System.CommandLine;
using FakeIntercom;
using FakeIntercom.CommandLine;
using Spectre.Console;

namespace SignupStorm;

/// <summary>The command line of the storm.</summary>
internal static class StormCommand
{
    private const int ResolvedHalfFailed = 1;
    private const int Interrupted = 130;

    private static readonly FaultRate[] DefaultFaults =
    [
        Rate(FaultKind.AbortBeforeWrite, 0.02),
        Rate(FaultKind.AbortAfterWrite, 0.02),
        Rate(FaultKind.TimeoutAfterWrite, 0.005),
        Rate(FaultKind.ServerErrorBeforeWrite, 0.03),
        Rate(FaultKind.ServerErrorAfterWrite, 0.02),
        Rate(FaultKind.NoData, 0.01),
        Rate(FaultKind.TruncatedJson, 0.01),
        Rate(FaultKind.Slow, 0.01),
        Rate(FaultKind.RateLimited, 0.02),
    ];

    public static RootCommand Create()
    {
        Option<int> persons = NumberArgument.Option("--persons", "Persons who sign up.", 150, 1, 1_000_000);
        Option<int> signUps = NumberArgument.Option("--sign-ups", "Sign-ups per person.", 6, 1, 1_000);
        Option<int> concurrency = NumberArgument.Option("--concurrency", "Sign-ups that run at a time.", 32, 1, 10_000);
        Option<int> retries = NumberArgument.Option("--retries", "Times that a caller repeats a failed sign-up.", 2, 0, 100);
        Option<TimeSpan> lag = DurationArgument.Option("--search-lag", "How late searches see writes.", TimeSpan.FromMilliseconds(500));
        Option<TimeSpan> timeout = DurationArgument.Option("--request-timeout", "When a client gives up on one request.", TimeSpan.FromSeconds(2));
        Option<TimeSpan> window = DurationArgument.Option("--rate-limit-window", "The longest wait that a 429 asks for, rounded up to seconds.", TimeSpan.FromSeconds(1));
        Option<bool> conflicts = new("--same-email-conflicts") { Description = "Answer 409 to a user create with a known email and a new external_id." };
        Option<int> seed = NumberArgument.Option("--seed", "Seed of traffic, faults and ids.", 1, 0, int.MaxValue);
        Option<bool> noFaults = new("--no-faults") { Description = "Inject no faults. Without this and --faults about one request in seven fails, in every way." };
        Option<FaultRate[]> faults = FaultArgument.Option();

        RootCommand command = new("Sends the same sign-ups to a fake Intercom once through unsafe code and once through the resolver, and counts duplicates.")
        {
            persons, signUps, concurrency, retries, lag, timeout, window, conflicts, seed, noFaults, faults,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new StormOptions(
                parsed.GetValue(persons),
                parsed.GetValue(signUps),
                parsed.GetValue(concurrency),
                parsed.GetValue(retries),
                parsed.GetValue(lag),
                parsed.GetValue(timeout),
                parsed.GetValue(window),
                parsed.GetValue(conflicts),
                parsed.GetValue(seed),
                parsed.GetValue(noFaults) ? [] : parsed.GetValue(faults) ?? DefaultFaults),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StormOptions options, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<StormResult> results = await Storm.RunAsync(options, cancellationToken);
            AnsiConsole.Write(ResultTable.Create(results));
            foreach (string line in ResultTable.DescribeFailures(results))
            {
                AnsiConsole.WriteLine(line);
            }

            StormResult resolved = results[^1];
            if (resolved is { Duplicates: 0, Lost: 0 })
            {
                return 0;
            }

            await Console.Error.WriteLineAsync($"The resolved half has {resolved.Duplicates} duplicates and {resolved.Lost} lost sign-ups; both must be 0.");
            return ResolvedHalfFailed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return Interrupted;
        }
    }

    private static FaultRate Rate(FaultKind kind, double probability) => new(Routes.Any, new Fault(kind), probability);
}
