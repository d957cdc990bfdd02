namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Both sides must ask the server for the same: lines, headers and bodies, byte for byte.</summary>
internal static class SameRequests
{
    /// <exception cref="InvalidOperationException">The requests differ.</exception>
    public static async Task CheckAsync(ServerProcess server, Clients clients)
    {
        foreach (var scenario in Scenario.All)
        {
            var key = scenario.Key(0, 0);
            if (scenario.IsKnown)
            {
                await clients.ResolveAsync(scenario, key);
            }

            var sent = await server.NotesOfAsync(() => clients.SendAsync(scenario, key));
            var resolved = await server.NotesOfAsync(() => clients.ResolveAsync(scenario, key));
            if (sent != resolved || sent.Length == 0)
            {
                throw new InvalidOperationException($"{scenario.Name}: the requests differ.\n\nraw:\n{sent}\n\nresolver:\n{resolved}");
            }
        }
    }
}
