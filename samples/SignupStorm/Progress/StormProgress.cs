using Spectre.Console;

namespace SignupStorm.Progress;

/// <summary>Chooses how progress is shown: bars on a terminal, lines elsewhere.</summary>
internal static class StormProgress
{
    public static async Task<T> RunAsync<T>(Func<IStormProgress, Task<T>> action, TimeSpan lineInterval) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? await AnsiConsole.Progress().StartAsync(context => action(new TerminalProgress(context)))
            : await action(new LineProgress(Console.Out, lineInterval));
}
