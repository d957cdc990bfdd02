using Medallion.Threading;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using SignupStorm.Reports;
using SignupStorm.Workers;

namespace SignupStorm.Tests;

public sealed class RedisTests
{
    [RedisFact]
    public async Task Workers_register_a_lock_and_a_cache_that_they_share()
    {
        using RedisServer redis = await RedisServer.StartAsync();
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
    public async Task Several_processes_run_with_a_server()
    {
        using RedisServer redis = await RedisServer.StartAsync();
        StormResult result = await SmallStorm.RunAsync(SmallStorm.With("resolved") with { Processes = 2, Redis = redis.EndPoint });
        Assert.Equal((48, 0, 0), (result.SignUps, result.Lost, result.Errors));
    }
}
