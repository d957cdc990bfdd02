using System.Diagnostics;
using System.Text.Json;
using ResolverWorker;

namespace IntercomAnalyzers.Resolver.Redis.Tests;

/// <summary>A worker process.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private Worker(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static async Task<Worker> StartAsync(Job job)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ResolverWorker.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var worker = new Worker(process);
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(job));
        process.StandardInput.Close();
        return worker;
    }

    /// <summary>What became of every sign-up, when the process has ended by itself.</summary>
    public async Task<IReadOnlyList<Report>> ReportsAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(_process.ExitCode == 0, await _errors);
        return [.. (await _output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Report>(line)!)];
    }

    /// <summary>Ends the process without a chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
