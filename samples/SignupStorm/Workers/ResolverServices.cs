using IntercomAnalyzers.Resolver;
using Medallion.Threading;
using Medallion.Threading.Redis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace SignupStorm.Workers;

/// <summary>Sets up the resolver of a worker, with shared locks and markers when there is a Redis server.</summary>
internal static class ResolverServices
{
    /// <exception cref="StormFailedException">The Redis server does not answer.</exception>
    public static async Task<ServiceProvider> CreateAsync(WorkerJob job)
    {
        ServiceCollection services = new();
        if (job.RedisEndPoint() is { } redis)
        {
            IConnectionMultiplexer connection = await RedisConnection.OpenAsync(redis);
            services.AddSingleton(_ => connection);
            services.AddSingleton<IDistributedLockProvider>(new RedisDistributedSynchronizationProvider(connection.GetDatabase()));
            services.AddStackExchangeRedisCache(cache =>
            {
                cache.ConnectionMultiplexerFactory = () => Task.FromResult(connection);
                cache.InstanceName = $"signup-storm:{job.RunId}:";
            });
        }

        // The waits fit the lag and the windows of this storm; Intercom's are longer, and so are the resolver's own defaults.
        services.AddIntercomContactResolver(resolver =>
        {
            resolver.AccessToken = job.AccessToken;
            resolver.BaseAddress = job.BaseAddress;
            resolver.AttemptTimeout = job.RequestTimeout;
            resolver.RetryBaseDelay = TimeSpan.FromMilliseconds(Math.Max(50, job.SearchLag.TotalMilliseconds / 4));
            resolver.MarkerAge = job.RequestTimeout + (4 * job.SearchLag);
        });
        ServiceProvider provider = services.BuildServiceProvider();

        // Call sites take the settings of the resolver that was built last.
        provider.GetRequiredService<IContactResolver>();
        return provider;
    }
}
