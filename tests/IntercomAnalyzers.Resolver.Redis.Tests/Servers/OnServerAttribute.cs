using System.Reflection;
using Xunit.Sdk;

namespace IntercomAnalyzers.Resolver.Redis.Tests.Servers;

/// <summary>Runs a theory with one kind of server, or says why not.</summary>
[DataDiscoverer("Xunit.Sdk.DataDiscoverer", "xunit.core")]
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class OnServerAttribute : DataAttribute
{
    private readonly ServerKind _kind;

    public OnServerAttribute(ServerKind kind)
    {
        _kind = kind;
        if (kind == ServerKind.Redis && RedisProcess.Program is null)
        {
            Skip = "Not run with a real redis-server, only with Garnet: no redis-server was found on the PATH. Install the package redis-server to run it.";
        }
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_kind]];
}
