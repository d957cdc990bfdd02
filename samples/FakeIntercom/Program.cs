using System.CommandLine;
using FakeIntercom;

var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 picks a free one.", DefaultValueFactory = _ => 5010 };
var lag = new Option<double>("--search-lag") { Description = "Seconds for which search does not see a write." };
var limited = new Option<double>("--rate-limited") { Description = "Share of requests that are answered with 429 (0 to 1)." };
var failing = new Option<double>("--server-errors") { Description = "Share of requests that are answered with 500 (0 to 1)." };
var lost = new Option<double>("--lost-answers") { Description = "Share of requests whose answer is lost after the write (0 to 1)." };
var seed = new Option<int>("--seed") { Description = "Seed of the faults.", DefaultValueFactory = _ => 1 };
foreach (var share in new[] { limited, failing, lost })
{
    share.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double>() is not (>= 0 and <= 1)) result.AddError($"{share.Name} must lie between 0 and 1.");
    });
}

lag.Validators.Add(result =>
{
    if (result.GetValueOrDefault<double>() is not (>= 0 and <= 3600)) result.AddError("--search-lag must lie between 0 and 3600 seconds.");
});
var root = new RootCommand("A server that keeps contacts by Intercom's rules, on loopback, in memory. GET /_fake/duplicates counts the duplicates.") { port, lag, limited, failing, lost, seed };
root.SetAction(async (parsed, ct) =>
{
    try
    {
        await using var server = await FakeIntercomServer.StartAsync(
            new FakeIntercomOptions
            {
                Port = parsed.GetValue(port),
                SearchLag = TimeSpan.FromSeconds(parsed.GetValue(lag)),
                Faults = FaultPlan.Random(parsed.GetValue(seed), (Fault.RateLimited, parsed.GetValue(limited)), (Fault.ServerError, parsed.GetValue(failing)), (Fault.LostAnswer, parsed.GetValue(lost))),
            },
            ct);
        Console.WriteLine($"FakeIntercom listens on {server.BaseAddress} (token: fake-token).");
        await server.WaitForShutdownAsync(ct);
        return 0;
    }
    catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
    {
        Console.Error.WriteLine($"FakeIntercom: {e.Message}");
        return 1;
    }
});
return await root.Parse(args).InvokeAsync();
