using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using SignupStorm.Writers;

namespace SignupStorm.Workers;

/// <summary>Sends the sign-ups of one job.</summary>
internal sealed class StormWorker : ICrewMember
{
    private readonly WorkerJob job;
    private readonly Variant variant;
    private readonly ServiceProvider? services;
    private readonly HttpClient http;

    private StormWorker(WorkerJob job, Variant variant, ServiceProvider? services)
    {
        this.job = job;
        this.variant = variant;
        this.services = services;
        http = new HttpClient { BaseAddress = job.BaseAddress, Timeout = job.RequestTimeout };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", job.AccessToken);
        http.DefaultRequestHeaders.Add("Intercom-Version", "2.16");
    }

    public long? WorkingSet => null;

    /// <exception cref="StormFailedException">The variant is unknown, or the Redis server does not answer.</exception>
    public static async Task<StormWorker> CreateAsync(WorkerJob job)
    {
        Variant variant = Variant.Find(job.Variant) ?? throw new StormFailedException($"'{job.Variant}' is no variant.");
        return new StormWorker(job, variant, variant.IsResolved ? await ResolverServices.CreateAsync(job) : null);
    }

    public async Task<WorkerReport> RunAsync(Action<SignUpOutcome> ended, CancellationToken cancellationToken)
    {
        using OutcomeCounter counter = new();
        Caller caller = new(http, variant.Writer, job.Retries);
        IEnumerable<(int Index, SignUp SignUp)> share = Traffic
            .Create(job.Persons, job.SignUpsPerPerson, job.Seed, job.Traffic)
            .Index()
            .Where(entry => entry.Index % job.Shares == job.Share);
        await Parallel.ForEachAsync(
            share,
            new ParallelOptions { MaxDegreeOfParallelism = job.Concurrency, CancellationToken = cancellationToken },
            async (entry, token) => ended(await caller.SendAsync(entry.Index, entry.SignUp, token)));
        return new WorkerReport(0, counter.Outcomes);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (services is not null)
        {
            await services.DisposeAsync();
        }
    }
}
