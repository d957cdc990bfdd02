using System.Diagnostics;

namespace SignupStorm.Workers;

/// <summary>A copy of this program that works on a job. Disposing kills it.</summary>
internal sealed class WorkerProcess : ICrewMember
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    public long? WorkingSet
    {
        get
        {
            try
            {
                process.Refresh();
                return process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                // It has ended.
                return null;
            }
        }
    }

    /// <summary>Starts a process and waits until it is ready.</summary>
    /// <exception cref="StormFailedException">The process does not come up.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerJob job, CancellationToken cancellationToken)
    {
        (string program, string[] arguments) = Self();
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        WorkerProcess worker = new(Process.Start(start) ?? throw new StormFailedException($"'{program}' did not start."));
        try
        {
            await worker.SendAsync(WorkerProtocol.Write(job));
            _ = await worker.ReceiveAsync(cancellationToken) as WorkerMessage.Ready ?? throw new StormFailedException("A worker process is not ready.");
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the process send its sign-ups, and reports each end.</summary>
    /// <exception cref="StormFailedException">The process ended early.</exception>
    public async Task<WorkerReport> RunAsync(Action<SignUpOutcome> ended, CancellationToken cancellationToken)
    {
        await SendAsync(WorkerProtocol.Go);
        while (true)
        {
            switch (await ReceiveAsync(cancellationToken))
            {
                case WorkerMessage.Ended(var outcome):
                    ended(outcome);
                    break;
                case WorkerMessage.Finished(var report):
                    return report;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(string line)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(line);
            await process.StandardInput.FlushAsync();
        }
        catch (IOException error)
        {
            throw new StormFailedException("A worker process ended early.", error);
        }
    }

    private async Task<WorkerMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return WorkerProtocol.ReadMessage(line) switch
        {
            WorkerMessage.Failed(var message) => throw new StormFailedException(message),
            { } message => message,
            null when line is null => throw new StormFailedException("A worker process ended early."),
            null => throw new StormFailedException($"A worker process wrote a line that is no message: {line}"),
        };
    }

    private static (string Program, string[] Arguments) Self()
    {
        string assembly = typeof(WorkerProcess).Assembly.Location;
        string? program = Environment.ProcessPath;
        return program is not null && Path.GetFileNameWithoutExtension(program) == Path.GetFileNameWithoutExtension(assembly)
            ? (program, ["worker"])
            : ("dotnet", [assembly, "worker"]);
    }
}
