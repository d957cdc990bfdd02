using IntercomProbes.Questions;
using IntercomProbes.Reports;
using IntercomProbes.Sessions;
using Spectre.Console;

namespace IntercomProbes.CommandLine;

/// <summary>Shows what would be sent, or sends it and shows what was answered.</summary>
internal static class ProbesProgram
{
    public const string TokenVariable = "INTERCOM_TOKEN";

    private const int NoReading = 1;
    private const int Refused = 2;
    private const int Interrupted = 130;

    // The table has four columns; a pipe has no width of its own.
    private const int PipeWidth = 160;

    public static Task<int> RunAsync(ProbesOptions options, CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = PipeWidth;
        }

        return options.Apply ? ApplyAsync(options, cancellationToken) : ShowAsync(options, cancellationToken);
    }

    private static async Task<int> ShowAsync(ProbesOptions options, CancellationToken cancellationToken)
    {
        RunMark mark = new();
        using HttpClient http = IntercomApi.CreateClient(new DryRunHandler(mark), options.BaseAddress, "none", options.ApiVersion);
        ProbeRun run = new(http, options.Settings, mark, _ => { });
        (IReadOnlyList<ProbeResult> results, _) = await run.RunAsync(options.Probes, cancellationToken);
        Console.WriteLine($"Dry run: nothing is sent. With --apply these requests go to {options.BaseAddress}, if all answers are plain successes. Reads that wait for the index are repeated.");
        Console.WriteLine();
        Console.WriteLine("The token's workspace is --workspace:");
        Console.WriteLine($"  GET /{WorkspaceCheck.Path}");
        foreach (ProbeResult result in results)
        {
            Show($"{result.Probe.Name}: {result.Probe.Question}", result.Exchanges);
        }

        Show("What was made is deleted:", run.CleanUpExchanges);
        return cancellationToken.IsCancellationRequested ? Interrupted : 0;

        static void Show(string title, IReadOnlyList<Exchange> exchanges)
        {
            Console.WriteLine(title);
            foreach (string line in Summary.OfRuns(exchanges.Select(exchange => exchange.Request)))
            {
                Console.WriteLine($"  {line}");
            }
        }
    }

    private static async Task<int> ApplyAsync(ProbesOptions options, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(TokenVariable) is not { } token || string.IsNullOrWhiteSpace(token))
        {
            await Console.Error.WriteLineAsync($"{TokenVariable} is not set: the access token of the test workspace.");
            return Refused;
        }

        token = token.Trim();
        if (token.Any(letter => letter is <= ' ' or > '~'))
        {
            // The framework's own error would show it.
            await Console.Error.WriteLineAsync($"{TokenVariable} holds characters that no token has.");
            return Refused;
        }

        RunMark mark = new();
        using HttpClient http = IntercomApi.CreateClient(new SocketsHttpHandler { AllowAutoRedirect = false }, options.BaseAddress, token, options.ApiVersion);
        try
        {
            await WorkspaceCheck.RunAsync(http, options.Workspace!, cancellationToken);
        }
        catch (ProbeFailedException error)
        {
            await Console.Error.WriteLineAsync($"Nothing was written: {error.Message}");
            return Refused;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }

        Console.WriteLine($"Run {mark.RunId} in the workspace {options.Workspace}; its contacts are named '{mark.Name}' and are deleted at the end.");
        ProbeRun run = new(http, options.Settings, mark, probe => Console.WriteLine($"Asking {probe.Name}"));
        (IReadOnlyList<ProbeResult> results, IReadOnlyList<string> left) = await run.RunAsync(options.Probes, cancellationToken);
        AnsiConsole.Write(ProbeTable.Create(results));
        Console.WriteLine($"{run.CleanUpExchanges.Count} requests of clean-up, {left.Count} contacts left.");
        if (left.Count > 0)
        {
            await Console.Error.WriteLineAsync($"Not deleted; archive them in Intercom: {string.Join(", ", left)}");
        }

        if (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return Interrupted;
        }

        return left.Count == 0 && results.All(result => result.HasReading) ? 0 : NoReading;
    }
}
