using System.Net;
using System.Net.Sockets;

namespace IntercomAnalyzers.Resolver.Redis.Tests.Servers;

/// <summary>Starts servers on free ports of the loopback address.</summary>
internal static class LockServer
{
    private const int Tries = 5;

    public static async Task<ILockServer> StartAsync(ServerKind kind)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var port = FreePort();
                return kind == ServerKind.Garnet ? EmbeddedGarnet.Start(port) : await RedisProcess.StartAsync(port);
            }
            catch (Exception exception) when (attempt < Tries && exception is not FileNotFoundException)
            {
                // Somebody else took the port in between.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
