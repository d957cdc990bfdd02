using System.Diagnostics;

namespace SignupStorm.Workers;

/// <summary>The side of a worker process: takes a job from its input and reports to its output.</summary>
internal static class WorkerHost
{
    public static async Task<int> RunAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        if (WorkerProtocol.ReadJob(await input.ReadLineAsync(cancellationToken)) is not { } job)
        {
            Send(output, new WorkerMessage.Failed("The first line of the input is no job."));
            return StormExitCodes.Failed;
        }

        try
        {
            await using StormWorker worker = await StormWorker.CreateAsync(job);
            Send(output, new WorkerMessage.Ready());
            if (await input.ReadLineAsync(cancellationToken) != WorkerProtocol.Go)
            {
                return StormExitCodes.Interrupted;
            }

            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _ = CancelAtEndAsync(input, stop);
            WorkerReport report = await worker.RunAsync(outcome => Send(output, new WorkerMessage.Ended(outcome)), stop.Token);
            using Process self = Process.GetCurrentProcess();
            Send(output, new WorkerMessage.Finished(report with { PeakWorkingSet = self.PeakWorkingSet64 }));
            return 0;
        }
        catch (StormFailedException error)
        {
            Send(output, new WorkerMessage.Failed(error.Message));
            return StormExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            return StormExitCodes.Interrupted;
        }
    }

    // The storm is gone when the input ends, even if it was killed.
    private static async Task CancelAtEndAsync(TextReader input, CancellationTokenSource stop)
    {
        try
        {
            while (await input.ReadLineAsync(stop.Token) is not null)
            {
            }

            await stop.CancelAsync();
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The worker ended first.
        }
    }

    private static void Send(TextWriter output, WorkerMessage message)
    {
        string line = WorkerProtocol.Write(message);
        lock (output)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
