using System.Diagnostics;
using System.Reflection;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>The server in a process of its own, so that its work and its garbage are nobody's but its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>The argument that makes this program the server.</summary>
    public const string Argument = "serve";

    private readonly Process _process;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Processor time of the server so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        start.ArgumentList.Add(Argument);
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(process, new Uri(address + "/"));
    }

    /// <summary>Every request that the server gets while the work runs: its line, its headers in order, its body.</summary>
    public async Task<string> NotesOfAsync(Func<Task> work)
    {
        var notes = new Uri(Address, LoopbackServer.NotesPath);
        using var start = await _client.PutAsync(notes, null);
        await work();
        using var end = await _client.DeleteAsync(notes);
        return await end.Content.ReadAsStringAsync();
    }

    public void Dispose()
    {
        // The server ends with its input.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
    }
}
