using System.CommandLine;
using SignupStorm.Workers;

namespace SignupStorm.CommandLine;

/// <summary>The command of the worker processes, for the storm's own use.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        Command command = new("worker", "Takes a job from the standard input and reports to the standard output.") { Hidden = true };
        command.SetAction(async (_, cancellationToken) =>
        {
            // Console.In would block at a read.
            using StreamReader input = new(Console.OpenStandardInput());
            return await WorkerHost.RunAsync(input, Console.Out, cancellationToken);
        });
        return command;
    }
}
