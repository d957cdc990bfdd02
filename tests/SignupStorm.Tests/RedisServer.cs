using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SignupStorm.Tests;

/// <summary>A Redis server without files, on a free port.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly Process process;

    private RedisServer(Process process, int port)
    {
        this.process = process;
        EndPoint = new DnsEndPoint("127.0.0.1", port);
    }

    /// <summary>The path of redis-server, if it is installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);

    public DnsEndPoint EndPoint { get; }

    public static async Task<RedisServer> StartAsync()
    {
        int port = FreePort();
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        Process process = Process.Start(new ProcessStartInfo(Program!, arguments) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("eady to accept connections", StringComparison.Ordinal))
            {
                return new RedisServer(process, port);
            }
        }

        throw new InvalidOperationException("redis-server ended early.");
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
