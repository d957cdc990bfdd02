using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SignupStorm.Servers;

/// <summary>A redis-server of the run's own: on a free port of 127.0.0.1, without files. Disposing ends it.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly Process process;

    private RedisServer(Process process, int port)
    {
        this.process = process;
        EndPoint = new DnsEndPoint(IPAddress.Loopback.ToString(), port);
    }

    /// <summary>The path of redis-server, if it is on the PATH.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server"))
        .FirstOrDefault(File.Exists);

    public DnsEndPoint EndPoint { get; }

    /// <exception cref="StormFailedException">There is no redis-server, or it does not come up.</exception>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken)
    {
        string program = Program ?? throw new StormFailedException("redis-server was not found on the PATH. Install the package redis-server, or name a server with --redis host:port.");
        int port = FreePort();
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()];
        Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Contains("eady to accept connections", StringComparison.Ordinal))
                {
                    // A full pipe would stop the server.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new RedisServer(process, port);
                }
            }

            throw new StormFailedException($"'{program}' ended before it took connections on port {port}.");
        }
        catch
        {
            End(process);
            throw;
        }
    }

    public void Dispose() => End(process);

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
