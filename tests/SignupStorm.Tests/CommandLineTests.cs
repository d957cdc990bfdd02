using System.CommandLine;
using FakeIntercom;
using FakeIntercom.CommandLine;
using SignupStorm.CommandLine;

namespace SignupStorm.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--persons", "0")]
    [InlineData("--sign-ups", "x")]
    [InlineData("--concurrency", "-1")]
    [InlineData("--retries", "101")]
    [InlineData("--processes", "0")]
    [InlineData("--seed", "1.5")]
    [InlineData("--lag", "5x")]
    [InlineData("--lag", "61m")]
    [InlineData("--request-timeout", "0s")]
    [InlineData("--rate-limit-window", "2h")]
    [InlineData("--fault-rate", "1.1")]
    [InlineData("--faults", "nothing=0.1")]
    [InlineData("--variants", "unsafe,nothing")]
    [InlineData("--variants", ",")]
    [InlineData("--redis", "localhost")]
    [InlineData("--redis", "localhost:99999")]
    [InlineData("--redis", "user@localhost:1")]
    [InlineData("--redis", "redis.example.com:6379")]
    [InlineData("--redis", "192.0.2.1:6379")]
    [InlineData("--plot", "plot.png")]
    [InlineData("--plot", "no-such-folder/plot.svg")]
    public async Task A_bad_value_is_an_error_that_names_its_option(string option, string value)
    {
        RootCommand command = StormCommand.Create((_, _, _) => Task.FromResult(0), (_, _) => Task.FromResult(0));
        Assert.Contains(command.Parse([option, value]).Errors, error => error.Message.Contains(option, StringComparison.Ordinal));
        Assert.Equal(ExitCodes.BadArguments, await ExitCodes.RunAsync(command, [option, value]));
    }

    [Theory]
    [InlineData("--persons", "0")]
    [InlineData("--processes", "1")]
    [InlineData("--time-limit", "0s")]
    [InlineData("--request-limit", "0")]
    [InlineData("--faults", "slow=2")]
    [InlineData("--redis", "redis.example.com:6379")]
    [InlineData("--variants", "unsafe")]
    public async Task A_bad_value_of_the_soak_is_an_error_that_names_its_option(string option, string value)
    {
        RootCommand command = StormCommand.Create((_, _, _) => Task.FromResult(0), (_, _) => Task.FromResult(0));
        Assert.Contains(command.Parse(["soak", option, value]).Errors, error => error.Message.Contains(option, StringComparison.Ordinal));
        Assert.Equal(ExitCodes.BadArguments, await ExitCodes.RunAsync(command, ["soak", option, value]));
    }

    [Fact]
    public async Task Options_before_the_soak_would_not_count_and_are_an_error()
    {
        RootCommand command = StormCommand.Create((_, _, _) => Task.FromResult(0), (_, _) => Task.FromResult(0));
        Assert.Contains(command.Parse(["--persons", "5", "soak"]).Errors, error => error.Message.Contains("--persons", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.BadArguments, await ExitCodes.RunAsync(command, ["--persons", "5", "soak"]));
    }

    [Fact]
    public async Task A_soak_is_the_resolver_alone_in_two_processes_with_limits()
    {
        StormOptions options = await ParseAsync("soak");
        Assert.Equal((10_000, 10, 64, 2), (options.Persons, options.SignUpsPerPerson, options.Concurrency, options.Processes));
        Assert.Equal(["resolved"], options.Variants.Select(variant => variant.Name));
        Assert.Equal(TimeSpan.FromSeconds(2), options.SearchLag);
        Assert.Equal(new StormLimits(1_000_000, TimeSpan.FromMinutes(30)), options.Limits);
        Dictionary<FaultKind, double> faults = options.Faults.ToDictionary(fault => fault.Fault.Kind, fault => fault.Probability);
        Assert.Equal(0.10, faults[FaultKind.RateLimited] + faults[FaultKind.SharedRateLimited], 9);
        Assert.Equal(0.05, faults[FaultKind.ServerErrorBeforeWrite] + faults[FaultKind.ServerErrorAfterWrite], 9);
        Assert.Equal(0.03, faults[FaultKind.AbortAfterWrite] + faults[FaultKind.TimeoutAfterWrite], 9);
        Assert.Equal(0.02, faults[FaultKind.AbortBeforeWrite], 9);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("soak", "--help")]
    public async Task Help_ends_with_exit_code_0(params string[] arguments) => Assert.Equal(0, await ExitCodes.RunAsync(StormCommand.Create(), arguments));

    [Fact]
    public async Task Faults_and_fault_rate_exclude_each_other()
    {
        string[] arguments = ["--faults", "slow=0.1", "--fault-rate", "0.1"];
        RootCommand command = StormCommand.Create((_, _, _) => Task.FromResult(0), (_, _) => Task.FromResult(0));
        Assert.Contains(command.Parse(arguments).Errors, error => error.Message.Contains("--fault-rate", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.BadArguments, await ExitCodes.RunAsync(command, arguments));
    }

    [Theory]
    [InlineData(0.145, 9)]
    [InlineData(0.3, 9, "--fault-rate", "0.3")]
    [InlineData(0, 9, "--fault-rate", "0")]
    [InlineData(0.25, 2, "--faults", "slow=0.05", "no-data=0.2")]
    public async Task Faults_are_injected_unless_they_are_switched_off(double rate, int kinds, params string[] arguments)
    {
        StormOptions options = await ParseAsync(arguments);
        Assert.Equal(rate, options.Faults.Sum(fault => fault.Probability), 9);
        Assert.Equal(kinds, options.Faults.Select(fault => fault.Fault.Kind).Distinct().Count());
    }

    [Fact]
    public async Task Variants_run_in_one_order_with_the_resolved_one_last()
    {
        Assert.Equal(["unsafe", "search-first", "upsert", "create-first", "resolved"], (await ParseAsync()).Variants.Select(variant => variant.Name));
        Assert.Equal(["unsafe", "resolved"], (await ParseAsync("--variants", "resolved, unsafe")).Variants.Select(variant => variant.Name));
    }

    [Fact]
    public async Task Redis_is_read_as_host_and_port()
    {
        StormOptions options = await ParseAsync("--redis", "localhost:6380");
        Assert.Equal(("localhost", 6380), (options.Redis!.Host, options.Redis.Port));
    }

    [Fact]
    public async Task A_redis_server_that_does_not_answer_is_named()
    {
        using StringWriter errors = new();
        TextWriter before = Console.Error;
        Console.SetError(errors);
        try
        {
            int exitCode = await ExitCodes.RunAsync(StormCommand.Create(), ["--persons", "1", "--variants", "resolved", "--redis", "127.0.0.1:1"]);
            Assert.Equal(StormExitCodes.Failed, exitCode);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains("--redis: no Redis server answers at 127.0.0.1:1.", errors.ToString(), StringComparison.Ordinal);
    }

    private static async Task<StormOptions> ParseAsync(params string[] arguments)
    {
        StormOptions? seen = null;
        RootCommand command = StormCommand.Create((options, _, _) =>
        {
            seen = options;
            return Task.FromResult(0);
        },
        (options, _) =>
        {
            seen = options;
            return Task.FromResult(0);
        });
        Assert.Equal(0, await ExitCodes.RunAsync(command, arguments));
        return seen!;
    }
}
