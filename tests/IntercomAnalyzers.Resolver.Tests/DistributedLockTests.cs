using Medallion.Threading;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IntercomAnalyzers.Resolver.Tests;

[Collection(nameof(ProcessWide))]
public sealed class DistributedLockTests
{
    private readonly FakeLockProvider _locks = new();
    private readonly CapturingLogger _logger = new();
    private readonly Bench _bench;

    public DistributedLockTests() => _bench = new Bench(options => options.DistributedLockProvider = _locks, _logger);

    [Fact]
    public async Task Both_keys_are_locked_by_hashed_names_and_released_in_reverse()
    {
        await _bench.ResolveAsync();

        var names = _locks.Events.Take(2).Select(name => name["take ".Length..]).ToArray();
        Assert.Equal(["take " + names[0], "take " + names[1], "release " + names[1], "release " + names[0]], _locks.Events);
        Assert.All(names, name => Assert.Matches("^intercom-contact-lock-[0-9A-F]{32}$", name));
        Assert.NotEqual(names[0], names[1]);
    }

    [Fact]
    public async Task Every_process_takes_the_same_locks_in_the_same_order()
    {
        await _bench.ResolveAsync();
        var here = _locks.Events;
        await _bench.InAnotherProcess().FindOrCreateAsync(new ContactDraft { ExternalId = Bench.Key, Email = Bench.Email });

        Assert.Equal(here, _locks.Events.Skip(here.Count));
    }

    [Fact]
    public async Task Processes_wait_for_each_other()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        var searched = new TaskCompletionSource();
        _bench.Api.On(Bench.Search, async (request, token) =>
        {
            searched.TrySetResult();
            await answer.Task;
            return await Answers.None(request, token);
        });
        var first = _bench.ResolveAsync();
        await searched.Task;
        _locks.OnAcquire = _ => Task.FromResult(asked.TrySetResult());
        var second = _bench.InAnotherProcess().FindOrCreateAsync(new ContactDraft { ExternalId = Bench.Key, Email = Bench.Email });
        await asked.Task;
        Assert.Equal([Bench.ByKey, Bench.Search], _bench.Api.Routes);
        _bench.Api.On(Bench.ByKey, Answers.Contact("new1", externalId: Bench.Key));
        answer.SetResult();

        Assert.Equal((ContactOutcome.Created, ContactOutcome.Found), ((await first).Outcome, (await second).Outcome));
        Assert.Equal(0, _locks.HeldCount);
    }

    [Fact]
    public async Task Flights_of_one_process_queue_in_the_process()
    {
        var waiting = 0;
        var most = 0;
        _locks.OnAcquire = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref waiting));
            await Task.Yield();
            Interlocked.Decrement(ref waiting);
        };
        _bench.Api.On("GET contacts/new1", Answers.Contact("new1", externalId: Bench.Key, email: Bench.Email));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _bench.ResolveAsync())));

        Assert.Equal(1, most);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_lock_service_that_is_down_stops_before_any_request_and_keeps_nothing(int failingKey)
    {
        var asked = 0;
        _locks.OnAcquire = _ => asked++ == failingKey ? throw new TimeoutException("no connection to " + Bench.Email) : Task.CompletedTask;

        var failed = await _bench.ResolveAsync();

        Assert.Equal((ContactOutcome.LockFailed, 0), (failed.Outcome, failed.Attempts));
        Assert.IsType<TimeoutException>(Assert.Throws<ContactLockFailedException>(failed.EnsureResolved).InnerException);
        Assert.Empty(_bench.Api.Routes);
        Assert.Equal(0, _locks.HeldCount);
        Assert.Single(_logger.Lines, line => line.Contains("lock was not taken: TimeoutException", StringComparison.Ordinal));
        Assert.DoesNotContain(_logger.Lines, line => line.Contains(Bench.Email, StringComparison.Ordinal));
        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task A_wait_for_the_lock_ends_with_the_total_deadline()
    {
        await _bench.ResolveAsync(externalId: null);
        var taken = await _locks.CreateLock(_locks.Events[0]["take ".Length..]).AcquireAsync();
        var asked = new TaskCompletionSource();
        _locks.OnAcquire = _ => Task.FromResult(asked.TrySetResult());
        _bench.Api.Clear();

        var waiting = _bench.ResolveAsync(externalId: null);
        await asked.Task;
        _bench.Time.Advance(_bench.Options.TotalDeadline + TimeSpan.FromSeconds(1));

        Assert.Equal((ContactOutcome.LockFailed, 0), ((await waiting).Outcome, (await waiting).Attempts));
        Assert.Empty(_bench.Api.Routes);
        await taken.DisposeAsync();
        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync(externalId: null)).Outcome);
        Assert.Equal(0, _locks.HeldCount);
    }

    [Fact]
    public async Task A_cancelled_wait_for_the_lock_keeps_nothing()
    {
        await _bench.ResolveAsync(externalId: null);
        var taken = await _locks.CreateLock(_locks.Events[0]["take ".Length..]).AcquireAsync();
        var asked = new TaskCompletionSource();
        _locks.OnAcquire = _ => Task.FromResult(asked.TrySetResult());
        using var cancel = new CancellationTokenSource();
        _bench.Api.On("GET contacts/new1", Answers.Contact("new1", externalId: Bench.Key, email: Bench.Email));

        var waiting = _bench.ResolveAsync(cancellationToken: cancel.Token);
        await asked.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await taken.DisposeAsync();
        Assert.NotNull((await _bench.ResolveAsync()).EnsureResolved());
        Assert.Equal(0, _locks.HeldCount);
    }

    [Theory]
    [InlineData(Bench.Search, null)]
    [InlineData(Bench.Search, Bench.Key)]
    [InlineData("GET contacts/c1", Bench.Key)]
    public async Task A_lock_that_is_lost_on_the_way_stops_before_the_write(string lostAt, string? externalId)
    {
        Answer found = lostAt == Bench.Search ? Answers.None : Answers.Contact("c1", email: Bench.Email);
        _bench.Api.On(Bench.Search, lostAt == Bench.Search ? Answers.None : Answers.Search("c1")).On(lostAt, (request, token) =>
        {
            _locks.LoseAll();
            return found(request, token);
        });

        var resolution = await _bench.ResolveAsync(externalId);

        Assert.Equal(ContactOutcome.LockFailed, resolution.Outcome);
        Assert.Throws<ContactLockFailedException>(resolution.EnsureResolved);
        Assert.DoesNotContain(_bench.Api.Routes, route => route is Bench.Create or "PUT contacts/c1");
        _bench.Api.On(Bench.Search, Answers.None);
        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync(externalId)).Outcome);
    }

    [Fact]
    public async Task A_lock_that_is_lost_during_the_create_does_not_hide_its_answer()
    {
        _bench.Api.On(Bench.Create, (request, token) =>
        {
            _locks.LoseAll();
            return Answers.Created("new1")(request, token);
        });

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task A_lock_that_is_lost_after_a_create_without_an_answer_is_CreateOutcomeUnknown()
    {
        _bench.Api.On(Bench.Create, (request, token) =>
        {
            _locks.LoseAll();
            return Answers.Status(500)(request, token);
        });

        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_lock_that_cannot_be_released_does_not_hide_the_contact()
    {
        _locks.OnRelease = () => throw new TimeoutException("no connection to " + Bench.Email);

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync()).Outcome);

        Assert.Equal(2, _logger.Lines.Count(line => line.Contains("not released: TimeoutException", StringComparison.Ordinal)));
        Assert.DoesNotContain(_logger.Lines, line => line.Contains(Bench.Email, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_that_hangs_beyond_the_deadline_does_not_hide_the_contact()
    {
        var releasing = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        _locks.OnRelease = () =>
        {
            releasing.TrySetResult();
            return released.Task;
        };

        var resolving = _bench.ResolveAsync();
        await releasing.Task;
        _bench.Time.Advance(_bench.Options.TotalDeadline + TimeSpan.FromSeconds(1));

        Assert.Equal(ContactOutcome.Created, (await resolving).Outcome);
        released.SetResult();
    }

    [Fact]
    public async Task A_lock_that_is_lost_stops_a_legacy_upsert()
    {
        _bench.Client.DefaultRequestHeaders.Authorization = new("Bearer", _bench.Token);
        _bench.Api.On("GET users?user_id=u-1", (request, token) =>
        {
            _locks.LoseAll();
            return Answers.NotFound(request, token);
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.intercom.test/users") { Content = new StringContent("""{"user_id":"u-1"}""") };

        await Assert.ThrowsAsync<ContactLockFailedException>(() => CallSite.SendAsync(_bench.Client, request, _bench.Resolver.Settings, CancellationToken.None));

        Assert.Equal(["GET users?user_id=u-1"], _bench.Api.Routes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_registered_resolver_uses_the_services_unless_the_options_name_others(bool hasOwn)
    {
        var own = new FakeLockProvider();
        var cache = new FakeDistributedCache(TimeProvider.System);
        var services = new ServiceCollection().AddSingleton<IDistributedLockProvider>(_locks).AddSingleton<IDistributedCache>(cache);
        services.AddIntercomContactResolver(options =>
        {
            options.AccessToken = _bench.Token;
            options.DistributedLockProvider = hasOwn ? own : null;
        });
        services.AddHttpClient("IntercomAnalyzers.Resolver").ConfigurePrimaryHttpMessageHandler(() => _bench.Api);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IContactResolver>().FindOrCreateAsync(new ContactDraft { Email = Bench.Email });

        Assert.Equal((hasOwn ? 0 : 2, hasOwn ? 2 : 0), (_locks.Events.Count, own.Events.Count));
        Assert.Single(cache.Entries);
    }

    [Fact]
    public async Task Call_sites_without_injection_use_the_hosts_lock_from_its_start_on()
    {
        var services = new ServiceCollection().AddSingleton<IDistributedLockProvider>(_locks);
        services.AddIntercomContactResolver(options => options.AccessToken = _bench.Token);
        services.AddHttpClient("IntercomAnalyzers.Resolver").ConfigurePrimaryHttpMessageHandler(() => _bench.Api);
        await using var provider = services.BuildServiceProvider();
        Assert.Single(provider.GetServices<IHostedService>());
        _bench.Client.BaseAddress = new Uri("https://api.intercom.test/");
        _bench.Client.DefaultRequestHeaders.Authorization = new("Bearer", _bench.Token);

        await ContactResolver.Default.FindOrCreateAsync(new ContactDraft { ExternalId = Bench.Key });
        Assert.Equal(2, _locks.Events.Count);
        await _bench.Client.FindOrCreateContactAsJsonAsync("contacts", new { external_id = Bench.Key });

        Assert.Equal(4, _locks.Events.Count);
    }
}
