using FakeIntercom;
using IntercomAnalyzers.Resolver.Redis.Tests.Servers;
using ResolverWorker;

namespace IntercomAnalyzers.Resolver.Redis.Tests;

public sealed class TwoProcessesTests
{
    private const int Persons = 20;

    [Theory]
    [OnServer(ServerKind.Garnet)]
    [OnServer(ServerKind.Redis)]
    public async Task Two_processes_with_one_server_make_no_duplicate_and_lose_nobody(ServerKind kind)
    {
        await using var locks = await LockServer.StartAsync(kind);
        await using var fake = await FakeIntercomServer.StartAsync(new FakeIntercomOptions
        {
            SearchLag = TimeSpan.FromSeconds(1),
            RateLimitWindow = TimeSpan.FromMilliseconds(500),
            Faults = new FaultPlan(seed: 11, Faults()),
        });
        var signUps = Enumerable.Range(0, Persons).SelectMany(SignUpsOf).ToArray();
        var job = new Job(fake.BaseAddress, locks.Endpoint, signUps, Concurrency: 8, LockExpiry: TimeSpan.FromSeconds(20), AttemptTimeout: TimeSpan.FromSeconds(3), MarkerAge: TimeSpan.FromSeconds(6));

        using var first = await Worker.StartAsync(job);
        using var second = await Worker.StartAsync(job);
        Report[] reports = [.. await first.ReportsAsync(), .. await second.ReportsAsync()];

        Assert.Equal(2 * signUps.Length, reports.Length);
        Assert.All(reports, report => Assert.True(report.ContactId is not null, report.ToString()));
        Assert.Equal(0, fake.Workspace.DuplicateCount());
        Assert.Equal(Persons, fake.Workspace.LiveContacts.Count);
        Assert.All(reports.GroupBy(report => Person(report.SignUp)), person => Assert.Single(person.Select(report => report.ContactId).Distinct()));
    }

    // One fifth each: key and email, key alone, email alone, lead, and all forms of one person mixed.
    private static IEnumerable<SignUp> SignUpsOf(int person)
    {
        var (key, email) = ("u-" + person, $"p{person}@example.com");
        return (person % 5) switch
        {
            0 => [new SignUp(key, email), new SignUp(key, email)],
            1 => [new SignUp(key, null), new SignUp(key, null)],
            2 => [new SignUp(null, email), new SignUp(null, email)],
            3 => [new SignUp(null, email, IsLead: true), new SignUp(null, email, IsLead: true)],
            _ => [new SignUp(null, email, IsLead: true), new SignUp(null, email), new SignUp(key, email)],
        };
    }

    private static string Person(SignUp signUp) => signUp.ExternalId?[2..] ?? signUp.Email![1..signUp.Email!.IndexOf('@', StringComparison.Ordinal)];

    private static FaultRate[] Faults() =>
    [
        .. ((FaultKind[])[FaultKind.AbortBeforeWrite, FaultKind.AbortAfterWrite, FaultKind.ServerErrorBeforeWrite, FaultKind.ServerErrorAfterWrite, FaultKind.NoData, FaultKind.TruncatedJson])
            .Select(fault => new FaultRate(Routes.Any, new Fault(fault), 0.03)),
        new FaultRate(Routes.Any, new Fault(FaultKind.RateLimited), 0.01),
    ];
}
