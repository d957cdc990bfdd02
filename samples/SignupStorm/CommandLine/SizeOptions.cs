using System.CommandLine;
using System.Net;
using FakeIntercom;
using FakeIntercom.CommandLine;

namespace SignupStorm.CommandLine;

/// <summary>The options that the storm and the soak have in common.</summary>
internal sealed class SizeOptions
{
    // The resolver takes no markers of more than a day, and they last for several lags.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly StormOptions defaults;
    private readonly Option<int> persons;
    private readonly Option<int> signUps;
    private readonly Option<int> concurrency;
    private readonly Option<int> retries;
    private readonly Option<int> processes;
    private readonly Option<DnsEndPoint?> redis = RedisArgument.Option();
    private readonly Option<TimeSpan> lag;
    private readonly Option<TimeSpan> timeout;
    private readonly Option<TimeSpan> window;
    private readonly Option<bool> conflicts = new("--same-email-conflicts") { Description = "Answer 409 to a user create with a known email and a new external_id." };
    private readonly Option<int> seed;

    /// <param name="defaults">The values of what is not given.</param>
    /// <param name="minimumProcesses">The least number of processes.</param>
    public SizeOptions(StormOptions defaults, int minimumProcesses)
    {
        this.defaults = defaults;
        persons = NumberArgument.Option("--persons", "Persons who sign up.", defaults.Persons, 1, 1_000_000);
        signUps = NumberArgument.Option("--sign-ups", "Sign-ups per person.", defaults.SignUpsPerPerson, 1, 1_000);
        concurrency = NumberArgument.Option("--concurrency", "Sign-ups that run at a time, in all processes together.", defaults.Concurrency, 1, 10_000);
        retries = NumberArgument.Option("--retries", "Times that a caller repeats a failed sign-up.", defaults.Retries, 0, 100);
        processes = NumberArgument.Option("--processes", "Processes that send the sign-ups.", defaults.Processes, minimumProcesses, 64);
        lag = DurationArgument.Option("--lag", "How late searches see writes.", defaults.SearchLag, TimeSpan.Zero, Longest);
        timeout = DurationArgument.Option("--request-timeout", "When a client gives up on one request.", defaults.RequestTimeout, TimeSpan.FromMilliseconds(10), Longest);
        window = DurationArgument.Option("--rate-limit-window", "The longest wait that a 429 asks for, rounded up to seconds.", defaults.RateLimitWindow, TimeSpan.Zero, Longest);
        seed = NumberArgument.Option("--seed", "Seed of traffic, faults and ids.", defaults.Seed, 0, int.MaxValue);
    }

    /// <summary>Faults other than the default ones.</summary>
    public Option<FaultRate[]> Faults { get; } = FaultArgument.Option();

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[persons, signUps, concurrency, retries, processes, redis, lag, timeout, window, conflicts, seed, Faults])
        {
            command.Add(option);
        }
    }

    public StormOptions Read(ParseResult parsed) => defaults with
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
        Faults = parsed.GetResult(Faults) is null ? defaults.Faults : parsed.GetValue(Faults)!,
        Seed = parsed.GetValue(seed),
    };
}
