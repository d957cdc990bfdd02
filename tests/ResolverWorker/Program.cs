using System.Text.Json;
using IntercomAnalyzers.Resolver;
using Microsoft.Extensions.DependencyInjection;
using ResolverWorker;
using StackExchange.Redis;

// A resolver in a process of its own. Like a queue, it tries a sign-up again while the outcome says that this is safe.
var job = JsonSerializer.Deserialize<Job>(await Console.In.ReadToEndAsync())!;
await using var redis = await ConnectionMultiplexer.ConnectAsync(job.Redis);
await using var services = Services.Build(job, redis);
var resolver = services.GetRequiredService<IContactResolver>();
var reports = new object();
await Parallel.ForEachAsync(job.SignUps, new ParallelOptions { MaxDegreeOfParallelism = job.Concurrency }, async (signUp, token) =>
{
    var report = await ResolveAsync(signUp, token);
    lock (reports)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(report));
    }
});

async Task<Report> ResolveAsync(SignUp signUp, CancellationToken token)
{
    const int MaxCalls = 100;
    var draft = new ContactDraft { ExternalId = signUp.ExternalId, Email = signUp.Email, Role = signUp.IsLead ? ContactRole.Lead : ContactRole.User };
    for (var call = 1; ; call++)
    {
        var resolution = await resolver.FindOrCreateAsync(draft, token);
        var isSafeToRepeat = resolution.Outcome is ContactOutcome.LookupFailed or ContactOutcome.CreateOutcomeUnknown or ContactOutcome.LockFailed or ContactOutcome.MarkersUnavailable;
        if (!isSafeToRepeat || call == MaxCalls)
        {
            return new Report(signUp, resolution.Outcome.ToString(), resolution.Contact?.Id);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(200), token);
    }
}
