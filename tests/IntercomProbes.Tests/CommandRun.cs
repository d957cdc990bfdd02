using FakeIntercom.CommandLine;
using IntercomProbes.CommandLine;

namespace IntercomProbes.Tests;

/// <summary>Runs the command as a person would.</summary>
internal static class CommandRun
{
    /// <returns>The exit code, and everything that was written.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string? token, params string[] arguments)
    {
        (TextWriter Out, TextWriter Error) before = (Console.Out, Console.Error);
        using StringWriter output = new();
        Console.SetOut(output);
        Console.SetError(output);
        Environment.SetEnvironmentVariable(ProbesProgram.TokenVariable, token);
        try
        {
            Spectre.Console.AnsiConsole.Console = Spectre.Console.AnsiConsole.Create(new() { Out = new Spectre.Console.AnsiConsoleOutput(output) });
            int exitCode = await ExitCodes.RunAsync(ProbesCommand.Create(), arguments);
            return (exitCode, output.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable(ProbesProgram.TokenVariable, null);
            Console.SetOut(before.Out);
            Console.SetError(before.Error);
        }
    }
}
