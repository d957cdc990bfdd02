using System.Diagnostics;
using System.Globalization;

namespace IntercomAnalyzers.Resolver.Redis.Tests.Servers;

/// <summary>The redis-server found on the PATH, in memory only.</summary>
internal sealed class RedisProcess : ILockServer
{
    private readonly Process _process;

    private RedisProcess(Process process, string endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    /// <summary>The program's path, or null when it is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server"))
        .FirstOrDefault(File.Exists);

    public string Endpoint { get; }

    public static async Task<RedisProcess> StartAsync(int port)
    {
        var program = Program ?? throw new FileNotFoundException("redis-server is not on the PATH.");
        string[] arguments = ["--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var server = new RedisProcess(process, $"127.0.0.1:{port}");
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return server;
            }
        }

        await server.DisposeAsync();
        throw new IOException("redis-server ended before it took connections.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
