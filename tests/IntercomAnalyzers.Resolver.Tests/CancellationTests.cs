namespace IntercomAnalyzers.Resolver.Tests;

public sealed class CancellationTests
{
    private readonly Bench _bench = new();
    private readonly CancellationTokenSource _cancel = new();

    [Theory]
    [InlineData(Bench.ByKey)]
    [InlineData(Bench.Search)]
    [InlineData("GET contacts/c1")]
    [InlineData("PUT contacts/c1")]
    public async Task A_cancelled_read_or_update_keeps_no_lock_and_no_marker(string route)
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("PUT contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: Bench.Email))
            .On(route, CancelAndHang);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.ResolveAsync(cancellationToken: _cancel.Token));
        _bench.Api.On(Bench.ByKey, Answers.NotFound).On(Bench.Search, Answers.None);

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task A_token_cancelled_before_sends_nothing()
    {
        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.ResolveAsync(cancellationToken: _cancel.Token));

        Assert.Empty(_bench.Api.Routes);
    }

    [Fact]
    public async Task A_cancelled_wait_between_tries_ends_at_once()
    {
        var bench = new Bench(options => options.TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider());
        var tried = new TaskCompletionSource();
        bench.Api.On(Bench.ByKey, (request, token) =>
        {
            tried.TrySetResult();
            return Answers.Status(500)(request, token);
        });

        var resolving = bench.ResolveAsync(cancellationToken: _cancel.Token);
        await tried.Task;
        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => resolving);
        Assert.Single(bench.Api.Routes);
    }

    [Theory]
    [InlineData(ContactRole.User, "user")]
    [InlineData(ContactRole.Lead, "lead")]
    public async Task A_create_under_way_is_finished_so_that_the_next_call_finds_its_contact(ContactRole role, string roleText)
    {
        var answer = new TaskCompletionSource();
        CancellationToken seen = default;
        _bench.Api.On(Bench.Create, async (request, token) =>
            {
                seen = token;
                await _cancel.CancelAsync();
                await answer.Task;
                return await Answers.Created("new1")(request, token);
            })
            .On("GET contacts/new1", Answers.Contact("new1", roleText, email: Bench.Email));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.ResolveAsync(externalId: null, role: role, cancellationToken: _cancel.Token));
        Assert.False(seen.IsCancellationRequested);
        var next = _bench.ResolveAsync(externalId: null, role: role);
        Assert.False(next.IsCompleted);
        answer.SetResult();

        Assert.Equal((ContactOutcome.Found, 1), ((await next).Outcome, (await next).Attempts));
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    private async Task<HttpResponseMessage> CancelAndHang(ReceivedRequest request, CancellationToken cancellationToken)
    {
        await _cancel.CancelAsync();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("unreachable");
    }
}
