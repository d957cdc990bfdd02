using System.CommandLine;
using FakeIntercom;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Runs the server that the comparison asks; the comparison starts it by itself.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        var server = ServerOption.Create();
        var command = new Command(Name, "Runs the server that the comparison asks; it is started by itself.") { server };
        command.Hidden = true;
        command.SetAction((parsed, _) => parsed.GetValue(server) == ServerOption.Bare ? RunBareAsync() : RunFakeAsync());
        return command;
    }

    private static async Task RunBareAsync()
    {
        await using var server = await BareServer.StartAsync();
        await ServeAsync(BareServer.AddressOf(server));
    }

    // No faults, no lag, and a rate limit that nobody reaches are what it has by default.
    private static async Task RunFakeAsync()
    {
        await using var server = await FakeIntercomServer.StartAsync(new FakeIntercomOptions { AccessToken = Clients.Token, KeptRequests = 0 });
        await ServeAsync(server.BaseAddress);
    }

    /// <summary>Prints the address and waits until the input ends, which it does with the process that started this one.</summary>
    private static async Task ServeAsync(Uri address)
    {
        Console.WriteLine(address);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }
}
