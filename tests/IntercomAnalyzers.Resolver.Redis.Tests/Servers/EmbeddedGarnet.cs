using System.Globalization;
using Garnet;

namespace IntercomAnalyzers.Resolver.Redis.Tests.Servers;

/// <summary>A Garnet server in this process, with scripts, which locks and caches need.</summary>
internal sealed class EmbeddedGarnet : ILockServer
{
    private readonly GarnetServer _server;

    private EmbeddedGarnet(GarnetServer server, string endpoint)
    {
        _server = server;
        Endpoint = endpoint;
    }

    public string Endpoint { get; }

    public static EmbeddedGarnet Start(int port)
    {
        var server = new GarnetServer(["--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--lua", "--memory", "64m", "--index", "16m"]);
        server.Start();
        return new EmbeddedGarnet(server, $"127.0.0.1:{port}");
    }

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }
}
