namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Both sides must send the server the same: lines, headers and bodies, byte for byte, but for the person's key and id.</summary>
internal static class SameRequests
{
    /// <exception cref="InvalidOperationException">The requests differ.</exception>
    public static async Task CheckAsync(Uri server)
    {
        using var tap = new RequestTap(server);
        using var clients = new Clients(tap.Address);
        using var cancellation = new CancellationTokenSource();
        foreach (var scenario in Scenario.All)
        {
            var people = await clients.MakePeopleAsync(scenario, 2, cancellation.Token);
            tap.Take();
            await clients.SendAsync(scenario, people[0], cancellation.Token);
            var sent = WithoutPerson(tap.Take(), people[0]);
            await clients.ResolveAsync(scenario, people[1], cancellation.Token);
            var resolved = WithoutPerson(tap.Take(), people[1]);
            if (sent != resolved || sent.Length == 0)
            {
                throw new InvalidOperationException($"{scenario.Name}: the requests differ.\n\nraw:\n{sent}\n\nresolver:\n{resolved}");
            }
        }
    }

    private static string WithoutPerson(string sent, Person person)
    {
        var text = sent.Replace(person.Key, "{key}", StringComparison.Ordinal);
        return person.Id is null ? text : text.Replace(person.Id, "{id}", StringComparison.Ordinal);
    }
}
