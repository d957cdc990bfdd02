using System.CommandLine;
using System.Globalization;
using IntercomAnalyzers.Resolver;
using SignupStorm;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var persons = Count("--persons", "Persons who sign up.", 100);
var signUps = Count("--signups", "Forms that each person sends.", 4);
var concurrency = Count("--concurrency", "Forms under way at the same time.", 32);
var retries = new Option<int>("--retries") { Description = "How often a caller tries again after a failure.", DefaultValueFactory = _ => 1 };
var faults = new Option<double>("--faults") { Description = "Share of requests that fail (0 to 0.9): half of them 429, the rest 503 and cut connections before and after the write.", DefaultValueFactory = _ => 0.2 };
var lag = new Option<double>("--lag") { Description = "Seconds for which search does not see a write.", DefaultValueFactory = _ => 1 };
var seed = new Option<int>("--seed") { Description = "Seed of the traffic and the faults.", DefaultValueFactory = _ => 1 };
retries.Validators.Add(r => { if (r.GetValueOrDefault<int>() is < 0 or > 10) r.AddError("--retries must lie between 0 and 10."); });
faults.Validators.Add(r => { if (r.GetValueOrDefault<double>() is not (>= 0 and <= 0.9)) r.AddError("--faults must lie between 0 and 0.9."); });
lag.Validators.Add(r => { if (r.GetValueOrDefault<double>() is not (>= 0 and <= 60)) r.AddError("--lag must lie between 0 and 60 seconds."); });

var root = new RootCommand("Sends the same sign-ups against unsafe and against resolved code, with faults, and counts the duplicates. Exit code 1 when the resolved code made one, or lost a sign-up.")
{
    persons, signUps, concurrency, retries, faults, lag, seed,
};
root.SetAction(async (parsed, cancellationToken) =>
{
    var traffic = new Traffic(
        parsed.GetValue(persons), parsed.GetValue(signUps), parsed.GetValue(concurrency), parsed.GetValue(retries), parsed.GetValue(faults), TimeSpan.FromSeconds(parsed.GetValue(lag)), parsed.GetValue(seed));

    // The waits fit the fake's window of one second.
    ContactResolver.Configure(o =>
    {
        o.AccessToken = "fake-token";
        o.RetryBaseDelay = TimeSpan.FromMilliseconds(200);
        o.MaxAttempts = 6;
    });
    var outcomes = new List<Outcome>();
    await AnsiConsole.Progress().StartAsync(async context =>
    {
        foreach (var variant in Variant.All)
        {
            var task = context.AddTask(variant.Name, maxValue: traffic.Persons * traffic.SignUps);
            outcomes.Add(await Storm.RunAsync(variant, traffic, done => task.Value = done, cancellationToken));
        }
    });

    // A variant a column: the table fits a narrow terminal, and a log.
    var table = new Table().AddColumn("").AddColumns([.. outcomes.Select(o => o.Variant)]);
    Row("persons", _ => $"{traffic.Persons}");
    Row("sign-ups", o => $"{o.SignUps}");
    Row("contacts", o => $"{o.Contacts}");
    Row("duplicates", o => $"{o.Duplicates}");
    Row("lost sign-ups", o => $"{o.Lost}");
    Row("failures seen by callers", o => $"{o.Failures}");
    Row("requests per sign-up", o => $"{o.RequestsPerSignUp:0.0}");
    Row("p50 / p99 in ms", o => $"{o.P50.TotalMilliseconds:0} / {o.P99.TotalMilliseconds:0}");
    Row("sign-ups per second", o => $"{o.PerSecond:0}");
    AnsiConsole.Write(table);
    var resolved = outcomes.Single(o => o.IsResolved);
    return resolved.Duplicates == 0 && resolved.Lost == 0 ? 0 : 1;

    void Row(string name, Func<Outcome, string> cell) => table.AddRow([name, .. outcomes.Select(cell)]);
});
return await root.Parse(args).InvokeAsync();

static Option<int> Count(string name, string description, int value)
{
    var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
    option.Validators.Add(r => { if (r.GetValueOrDefault<int>() is < 1 or > 100_000) r.AddError($"{name} must lie between 1 and 100000."); });
    return option;
}
