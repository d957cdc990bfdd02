using System.CommandLine;
using System.Globalization;
using IntercomAnalyzers.Resolver.Benchmarks;

const double Least = 0.9;

var rounds = new Option<int>("--rounds") { Description = "Paired rounds; medians are printed.", DefaultValueFactory = _ => 41 };
var operations = new Option<int>("--operations") { Description = "Resolutions per round.", DefaultValueFactory = _ => 2000 };
foreach (var (option, least) in new[] { (rounds, 1), (operations, 16) })
{
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < least)
        {
            result.AddError($"{option.Name} must be {least} or more.");
        }
    });
}

var asked = ServerOption.Create();
var root = new RootCommand("Prints the resolver's throughput as a share of raw HttpClient code that sends the same requests; exit code 1 when a share is below 0.9.")
{
    rounds, operations, asked, ServeCommand.Create(),
};
root.SetAction(async (parsed, _) =>
{
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    var name = parsed.GetValue(asked)!;
    Console.WriteLine($"server: {name}");
    using var server = await ServerProcess.StartAsync(name);
    using var clients = new Clients(server.Address);
    await SameRequests.CheckAsync(server.Address);
    var comparison = new Comparison(server, clients, parsed.GetValue(rounds), parsed.GetValue(operations));
    foreach (var scenario in Scenario.All)
    {
        await comparison.WarmUpAsync(scenario);
    }

    var lowest = double.MaxValue;
    Console.WriteLine($"{"",-14}{"requests",9}{"at once",9}{"raw/s",10}{"resolver/s",12}{"ratio",8}{"cpu",8}");
    foreach (var scenario in Scenario.All)
    {
        foreach (var concurrency in new[] { 1, 16 })
        {
            var result = await comparison.RunAsync(scenario, concurrency);
            Console.WriteLine($"{scenario.Name,-14}{scenario.Requests,9}{concurrency,9}{result.Raw,10:N0}{result.Resolver,12:N0}{result.Ratio,8:F3}{result.CpuRatio,8:F3}");
            lowest = Math.Min(lowest, result.Ratio);
        }
    }

    Console.WriteLine($"{(lowest < Least ? "FAILED" : "ok")}: the lowest ratio is {lowest:F3}, the bound is {Least:F1}");
    return lowest < Least ? 1 : 0;
});
return await root.Parse(args).InvokeAsync();
