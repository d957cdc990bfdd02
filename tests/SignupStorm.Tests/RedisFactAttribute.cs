using SignupStorm.Servers;

namespace SignupStorm.Tests;

/// <summary>A test that needs a redis-server and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (RedisServer.Program is null)
        {
            Skip = "Workers that share locks and markers were not run: no redis-server was found on the PATH. Install the package redis-server to run them.";
        }
    }
}
