using Medallion.Threading;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using SignupStorm.CommandLine;
using SignupStorm.Reports;
using SignupStorm.Servers;
using SignupStorm.Workers;

namespace SignupStorm.Tests;

public sealed class RedisTests
{
    [RedisFact]
    public async Task Workers_register_a_lock_and_a_cache_that_they_share()
    {
        using RedisServer redis = await RedisServer.StartAsync(CancellationToken.None);
        WorkerJob job = WorkerJob.Create(SmallStorm.Options with { Redis = redis.EndPoint }, "resolved", new Uri("http://127.0.0.1:1/"), "token", "run", 0);
        await using ServiceProvider one = await ResolverServices.CreateAsync(job);
        await using ServiceProvider other = await ResolverServices.CreateAsync(job);
        await using IDistributedSynchronizationHandle held = await one.GetRequiredService<IDistributedLockProvider>().AcquireLockAsync("key", TimeSpan.FromSeconds(10));
        Assert.Null(await other.GetRequiredService<IDistributedLockProvider>().TryAcquireLockAsync("key"));

        await one.GetRequiredService<IDistributedCache>().SetStringAsync("key", "value");
        Assert.Equal("value", await other.GetRequiredService<IDistributedCache>().GetStringAsync("key"));
        await using ServiceProvider nextRun = await ResolverServices.CreateAsync(job with { RunId = "next" });
        Assert.Null(await nextRun.GetRequiredService<IDistributedCache>().GetStringAsync("key"));
    }

    [RedisFact]
    public async Task Two_processes_that_share_a_server_make_no_duplicate_and_lose_no_sign_up_while_requests_fail_and_search_lags()
    {
        using RedisServer redis = await RedisServer.StartAsync(CancellationToken.None);
        StormOptions options = SmallStorm.With("resolved") with
        {
            Persons = 300,
            SignUpsPerPerson = 4,
            Traffic = TrafficShape.Soak,
            Concurrency = 64,
            Retries = 0,
            Processes = 2,
            Redis = redis.EndPoint,
            SearchLag = TimeSpan.FromMilliseconds(500),
            RateLimitWindow = TimeSpan.FromMilliseconds(100),
            Faults = FaultMix.Soak,
        };

        StormResult result = await SmallStorm.RunAsync(options);

        Assert.Equal((1200, 0, 0, 0), (result.SignUps, result.Duplicates, result.Lost, result.Errors));
        Assert.Equal(300, result.Contacts + result.PersonsWithoutContact);
        Assert.Equal(1200, result.Outcomes.Values.Sum());
        Assert.Equal(options.Faults.Select(fault => fault.Fault.Kind).Order(), result.Faults.Keys.Order());
        Assert.Equal(2, result.Memory.Count);
        Assert.Null(result.StoppedBy);
    }
}
