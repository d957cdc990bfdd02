using FakeIntercom;
using IntercomAnalyzers.Resolver.Redis.Tests.Servers;
using Medallion.Threading;
using Medallion.Threading.Redis;
using StackExchange.Redis;

namespace IntercomAnalyzers.Resolver.Redis.Tests;

public sealed class FailingServerTests
{
    private static readonly ContactDraft s_draft = new() { Email = "ann@example.com" };

    [Theory]
    [OnServer(ServerKind.Garnet)]
    [OnServer(ServerKind.Redis)]
    public async Task A_lock_that_the_server_forgets_stops_the_create(ServerKind kind)
    {
        await using var locks = await LockServer.StartAsync(kind);
        await using var redis = await ConnectAsync(locks);
        await using var fake = await FakeIntercomServer.StartAsync();
        var watched = new WatchedLocks(Provider(redis));
        using var forgetting = new HttpClient(new BeforeSearch(async () =>
        {
            await redis.GetDatabase().ExecuteAsync("FLUSHDB");
            await watched.Lost.WaitAsync(TimeSpan.FromSeconds(30));
        }));
        using var http = new HttpClient();

        var resolution = await Resolver(forgetting, fake, watched).FindOrCreateAsync(s_draft);

        Assert.Equal((ContactOutcome.LockFailed, 1), (resolution.Outcome, resolution.Attempts));
        Assert.Empty(fake.Workspace.Contacts);
        Assert.Equal(ContactOutcome.Created, (await Resolver(http, fake, Provider(redis)).FindOrCreateAsync(s_draft)).Outcome);
    }

    [Theory]
    [OnServer(ServerKind.Garnet)]
    [OnServer(ServerKind.Redis)]
    public async Task A_server_that_is_gone_stops_before_any_request(ServerKind kind)
    {
        var locks = await LockServer.StartAsync(kind);
        await using var redis = await ConnectAsync(locks);
        await locks.DisposeAsync();
        await using var fake = await FakeIntercomServer.StartAsync();
        using var http = new HttpClient();

        var resolution = await Resolver(http, fake, Provider(redis), totalDeadline: TimeSpan.FromSeconds(3)).FindOrCreateAsync(s_draft);

        Assert.Equal(ContactOutcome.LockFailed, resolution.Outcome);
        var exception = Assert.Throws<ContactLockFailedException>(resolution.EnsureResolved);
        Assert.DoesNotContain("ann", exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(fake.Workspace.Requests);
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(ILockServer server) => ConnectionMultiplexer.ConnectAsync(server.Endpoint + ",asyncTimeout=1000,connectTimeout=1000");

    private static RedisDistributedSynchronizationProvider Provider(ConnectionMultiplexer redis) => new(redis.GetDatabase(), options => options.Expiry(TimeSpan.FromSeconds(3)));

    private static ContactResolver Resolver(HttpClient http, FakeIntercomServer fake, IDistributedLockProvider locks, TimeSpan? totalDeadline = null) => new(http, new ContactResolverOptions
    {
        AccessToken = "fake-token",
        BaseAddress = fake.BaseAddress,
        TotalDeadline = totalDeadline ?? TimeSpan.FromSeconds(60),
        AttemptTimeout = TimeSpan.FromSeconds(40),
        DistributedLockProvider = locks,
    });
}
