using IntercomAnalyzers.Resolver;
using Medallion.Threading;
using Medallion.Threading.Redis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace ResolverWorker;

/// <summary>The container of a worker, set up as an application would do it.</summary>
internal static class Services
{
    public static ServiceProvider Build(Job job, IConnectionMultiplexer redis)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IDistributedLockProvider>(new RedisDistributedSynchronizationProvider(
            redis.GetDatabase(),
            options => options.Expiry(job.LockExpiry).BusyWaitSleepTime(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50))));
        services.AddStackExchangeRedisCache(options => options.ConnectionMultiplexerFactory = () => Task.FromResult(redis));
        services.AddIntercomContactResolver(options =>
        {
            options.AccessToken = "fake-token";
            options.BaseAddress = job.Intercom;
            options.AttemptTimeout = job.AttemptTimeout;
            options.MarkerAge = job.MarkerAge;
            options.RetryBaseDelay = TimeSpan.FromMilliseconds(100);
        });
        return services.BuildServiceProvider();
    }
}
