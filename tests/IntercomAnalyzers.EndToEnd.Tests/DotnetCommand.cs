using System.Diagnostics;
using System.Text;

namespace IntercomAnalyzers.EndToEnd.Tests;

/// <summary>Runs the real command line.</summary>
internal static class DotnetCommand
{
    public static async Task<string> RunAsync(string folder, params string[] arguments) => await RunAsync(folder, new Dictionary<string, string>(), arguments);

    /// <summary>The output; fails with it when the command fails.</summary>
    public static async Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var (exitCode, output) = await TryRunAsync(folder, environment, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>The exit code and the output.</summary>
    public static async Task<(int ExitCode, string Output)> TryRunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k is "MSBuildSDKsPath" or "DOTNET_HOST_PATH").ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, e) => Append(e.Data);
        process.ErrorDataReceived += (_, e) => Append(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output) output.AppendLine(line);
        }
    }
}
