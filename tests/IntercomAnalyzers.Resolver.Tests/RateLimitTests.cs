using System.Globalization;
using FakeIntercom;
using Microsoft.Extensions.Time.Testing;

namespace IntercomAnalyzers.Resolver.Tests;

public sealed class RateLimitTests
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData("0", 8, 8, 9.6)]
    [InlineData("0", 3600, 60, 60)]
    [InlineData("0", -5, 0, 0)]
    [InlineData("1", 8, 0, 0)]
    [InlineData("", 8, 0, 0)]
    public async Task A_window_that_is_used_up_is_waited_for_before_the_next_request(string remaining, int secondsToReset, double least, double most)
    {
        _bench.Api.On(Bench.ByKey, Used(remaining, secondsToReset));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal((ContactOutcome.Created, 3), (resolution.Outcome, resolution.Attempts));
        Assert.Equal(least > 0 ? 1 : 0, _bench.Time.Waits.Count);
        Assert.InRange(_bench.Time.Waits.Sum(wait => wait.TotalSeconds), least, most);
    }

    [Fact]
    public async Task A_create_waits_too_and_a_cancelled_wait_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var bench = new Bench(options => options.TimeProvider = time);
        var searched = new TaskCompletionSource();
        bench.Api.On(Bench.Search, async (request, token) =>
        {
            searched.TrySetResult();
            return await Used("0", 8, time, Answers.SearchJson())(request, token);
        });

        var waiting = bench.ResolveAsync(externalId: null, cancellationToken: cancel.Token);
        await searched.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal([Bench.Search], bench.Api.Routes);

        time.Advance(TimeSpan.FromSeconds(10));
        bench.Api.On(Bench.Search, Answers.None);
        var next = await bench.ResolveAsync(externalId: null);
        Assert.Equal((ContactOutcome.Created, 2), (next.Outcome, next.Attempts));
    }

    [Fact]
    public async Task All_resolvers_of_a_workspace_wait_and_no_others()
    {
        var other = new Bench();
        _bench.Api.On(Bench.ByKey, Used("0", 8, json: Answers.ContactJson("c1", externalId: Bench.Key)));
        other.Api.On(Bench.ByKey, Answers.Contact("c1", externalId: Bench.Key));

        await _bench.ResolveAsync();
        await other.ResolveAsync();
        Assert.Empty(_bench.Time.Waits);
        await _bench.InAnotherProcess().FindOrCreateAsync(new ContactDraft { ExternalId = Bench.Key });

        Assert.Single(_bench.Time.Waits);
        Assert.Empty(other.Time.Waits);
    }

    [Fact]
    public async Task The_pace_holds_back_what_exceeds_it_until_the_oldest_request_is_ten_seconds_old()
    {
        var time = new FakeTimeProvider();
        var bench = new Bench(options =>
        {
            options.TimeProvider = time;
            options.RequestsPerTenSeconds = 2;
        });
        var searched = new TaskCompletionSource();
        bench.Api.On(Bench.Search, (request, token) =>
        {
            searched.TrySetResult();
            return Answers.None(request, token);
        });

        var resolving = bench.ResolveAsync();
        await searched.Task;
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(resolving.IsCompleted);
        Assert.Equal(0, bench.Api.Count(Bench.Create));
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal(ContactOutcome.Created, (await resolving).Outcome);
    }

    [Fact]
    public async Task A_wait_for_a_turn_ends_with_the_total_deadline()
    {
        var time = new FakeTimeProvider();
        var bench = new Bench(options =>
        {
            options.TimeProvider = time;
            options.RequestsPerTenSeconds = 1;
            options.TotalDeadline = TimeSpan.FromSeconds(5);
        });
        var asked = new TaskCompletionSource();
        bench.Api.On(Bench.ByKey, (request, token) =>
        {
            asked.TrySetResult();
            return Answers.NotFound(request, token);
        });

        var resolving = bench.ResolveAsync();
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal((ContactOutcome.LookupFailed, 1), ((await resolving).Outcome, (await resolving).Attempts));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task The_fakes_own_limit_is_never_exceeded(int limit)
    {
        var time = new InstantTimeProvider();
        await using var server = await FakeIntercomServer.StartAsync(new FakeIntercomOptions { RateLimit = limit, TimeProvider = time });
        using var client = new HttpClient();
        var resolver = new ContactResolver(client, new ContactResolverOptions { AccessToken = "fake-token", BaseAddress = server.BaseAddress, TimeProvider = time, TotalDeadline = TimeSpan.FromHours(1) });

        for (var i = 0; i < 5; i++)
        {
            await resolver.FindOrCreateAsync(new ContactDraft { ExternalId = "u-" + i.ToString(CultureInfo.InvariantCulture), Email = $"p{i}@example.com" });
        }

        Assert.Equal(15, server.Workspace.Requests.Count);
        Assert.DoesNotContain(server.Workspace.Requests, request => request.Status == 429);
    }

    private Answer Used(string remaining, int secondsToReset, TimeProvider? time = null, string? json = null)
    {
        var reset = (time ?? _bench.Time).GetUtcNow().AddSeconds(secondsToReset).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return json is null
            ? Answers.Json(404, """{"type":"error.list","errors":[{"code":"not_found"}]}""", ("X-RateLimit-Remaining", remaining), ("X-RateLimit-Reset", reset))
            : Answers.Json(200, json, ("X-RateLimit-Remaining", remaining), ("X-RateLimit-Reset", reset));
    }
}
