using System.Net;
using StackExchange.Redis;

namespace SignupStorm.Workers;

/// <summary>Connects to the Redis server of a storm.</summary>
internal static class RedisConnection
{
    /// <exception cref="StormFailedException">The server does not answer.</exception>
    public static async Task<IConnectionMultiplexer> OpenAsync(DnsEndPoint server)
    {
        ConfigurationOptions configuration = new() { EndPoints = { server }, ConnectTimeout = 3000, AbortOnConnectFail = true };
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(configuration);
        }
        catch (RedisConnectionException error)
        {
            throw new StormFailedException($"--redis: no Redis server answers at {server.Host}:{server.Port}.", error);
        }
    }
}
