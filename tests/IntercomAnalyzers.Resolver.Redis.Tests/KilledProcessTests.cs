using FakeIntercom;
using IntercomAnalyzers.Resolver.Redis.Tests.Servers;
using ResolverWorker;

namespace IntercomAnalyzers.Resolver.Redis.Tests;

public sealed class KilledProcessTests
{
    private static readonly SignUp[] s_signUps =
    [
        new("u-1", "ann@example.com"),
        new("u-2", null),
        new(null, "bob@example.com"),
        new(null, "cy@example.com", IsLead: true),
    ];

    [Theory]
    [OnServer(ServerKind.Garnet)]
    [OnServer(ServerKind.Redis)]
    public async Task A_process_killed_in_the_middle_of_its_creates_and_started_again_makes_no_second_contact(ServerKind kind)
    {
        await using var locks = await LockServer.StartAsync(kind);
        // The contacts stay invisible to search for longer than the locks of the killed process last.
        await using var fake = await FakeIntercomServer.StartAsync(new FakeIntercomOptions { SearchLag = TimeSpan.FromSeconds(5) });
        fake.Faults.Enqueue(Routes.CreateContact, FaultKind.TimeoutAfterWrite, s_signUps.Length);
        var job = new Job(fake.BaseAddress, locks.Endpoint, s_signUps, s_signUps.Length, LockExpiry: TimeSpan.FromSeconds(2), AttemptTimeout: TimeSpan.FromMinutes(1), MarkerAge: TimeSpan.FromMinutes(2));

        using (var killed = await Worker.StartAsync(job))
        {
            await UntilAsync(() => fake.Workspace.LiveContacts.Count == s_signUps.Length);
            await killed.KillAsync();
        }

        using var restarted = await Worker.StartAsync(job);
        var reports = await restarted.ReportsAsync();

        Assert.Equal(s_signUps.Length, reports.Count);
        Assert.All(reports, report => Assert.Equal("Found", report.Outcome));
        Assert.Equal(fake.Workspace.Contacts.Select(contact => contact.Id).Order(), reports.Select(report => report.ContactId!).Order());
        Assert.Equal(s_signUps.Length, fake.Workspace.Requests.Count(request => request.Route == Routes.CreateContact));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
