using System.CommandLine;
using System.CommandLine.Invocation;

namespace FakeIntercom.CommandLine;

/// <summary>The exit codes of the sample programs.</summary>
public static class ExitCodes
{
    /// <summary>The command line is wrong.</summary>
    public const int BadArguments = 2;

    /// <summary>Runs a command; bad arguments end with <see cref="BadArguments"/>.</summary>
    public static async Task<int> RunAsync(RootCommand command, string[] arguments, InvocationConfiguration? configuration = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        ParseResult parsed = command.Parse(arguments);
        if (parsed.Action is ParseErrorAction errors)
        {
            errors.ShowHelp = false;
        }

        int exitCode = await parsed.InvokeAsync(configuration);
        return parsed.Errors.Count > 0 ? BadArguments : exitCode;
    }
}
