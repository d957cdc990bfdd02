using System.CommandLine;

namespace FakeIntercom.CommandLine;

/// <summary>The command line of the fake.</summary>
internal static class FakeIntercomCommand
{
    private const int PortTaken = 1;

    public static RootCommand Create()
    {
        Option<int> port = NumberArgument.Option("--port", "TCP port on 127.0.0.1; 0 takes a free one.", 5010, 0, 65535);
        Option<string> token = new("--token") { Description = "The access token that is accepted.", DefaultValueFactory = _ => "fake-token" };
        Option<TimeSpan> searchLag = DurationArgument.Option("--search-lag", "How long writes stay invisible to searches and lists.", TimeSpan.Zero);
        Option<bool> conflicts = new("--same-email-conflicts") { Description = "Answer 409 to a user create with a known email and a new external_id." };
        Option<int> rateLimit = NumberArgument.Option("--rate-limit", "Requests per window before 429.", 1666, 1, int.MaxValue);
        Option<TimeSpan> window = DurationArgument.Option("--rate-limit-window", "Length of a rate limit window.", TimeSpan.FromSeconds(10));
        Option<int> seed = NumberArgument.Option("--seed", "Seed of ids and faults.", 1, 0, int.MaxValue);
        Option<FaultRate[]> faults = FaultArgument.Option();
        RootCommand command = new("An in-memory stand-in for the contacts API of Intercom.")
        {
            port, token, searchLag, conflicts, rateLimit, window, seed, faults,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new FakeIntercomOptions
            {
                Port = parsed.GetValue(port),
                AccessToken = parsed.GetValue(token)!,
                SearchLag = parsed.GetValue(searchLag),
                SameEmailNewExternalIdConflicts = parsed.GetValue(conflicts),
                RateLimit = parsed.GetValue(rateLimit),
                RateLimitWindow = parsed.GetValue(window),
                Seed = parsed.GetValue(seed),
                Faults = new FaultPlan(parsed.GetValue(seed), parsed.GetValue(faults) ?? []),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FakeIntercomOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(options, cancellationToken);
            Console.WriteLine($"Listening on {server.BaseAddress}");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync($"Cannot listen on port {options.Port}: {error.Message}");
            return PortTaken;
        }
    }
}
