using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace IntercomAnalyzers.Resolver.Tests;

public sealed class SharedMarkerTests
{
    private readonly FakeLockProvider _locks = new();
    private readonly CapturingLogger _logger = new();
    private readonly Bench _bench;
    private readonly FakeDistributedCache _cache;

    public SharedMarkerTests()
    {
        _bench = new Bench(options =>
        {
            options.DistributedLockProvider = _locks;
            options.DistributedCache = new FakeDistributedCache(options.TimeProvider);
        });
        _cache = (FakeDistributedCache)_bench.Options.DistributedCache!;
    }

    [Theory]
    [InlineData(null, ContactRole.User, ContactOutcome.Found)]
    [InlineData(null, ContactRole.Lead, ContactOutcome.Found)]
    [InlineData(Bench.Key, ContactRole.User, ContactOutcome.Adopted)]
    public async Task Another_process_sees_a_contact_that_search_does_not_show_yet(string? nextKey, ContactRole role, ContactOutcome expected)
    {
        await _bench.ResolveAsync(externalId: null, role: role);
        _bench.Api.On("GET contacts/new1", Answers.Contact("new1", role == ContactRole.Lead ? "lead" : "user", email: Bench.Email))
            .On("PUT contacts/new1", Answers.Contact("new1", externalId: Bench.Key, email: Bench.Email));

        var resolution = await ElsewhereAsync(nextKey, role);

        Assert.Equal((expected, "new1"), (resolution.Outcome, resolution.Contact?.Id));
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task Entries_hold_the_contact_and_hashes_only()
    {
        await _bench.ResolveAsync();

        Assert.Equal(2, _cache.Entries.Count);
        foreach (var (name, json) in _cache.Entries)
        {
            Assert.Matches("^intercom-contact-marker-[0-9A-F]{32}$", name);
            Assert.Matches("""^\{"contactId":"new1","externalIdHash":"[0-9A-F]{16}","writtenAt":"[^"@]+"\}$""", json);
            Assert.DoesNotContain(Bench.Key, json, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_lost_create_of_one_process_stops_the_others_until_the_marker_is_old()
    {
        _bench.Api.On(Bench.Create, Answers.Status(500));
        await _bench.ResolveAsync(externalId: null);

        var soon = await ElsewhereAsync(externalId: null);
        Assert.Equal((ContactOutcome.CreateOutcomeUnknown, 1), (soon.Outcome, _bench.Api.Count(Bench.Create)));

        _bench.Time.Advance(_bench.Options.MarkerAge);
        _bench.Api.On(Bench.Create, Answers.Created("new1"));
        Assert.Equal(ContactOutcome.Created, (await ElsewhereAsync(externalId: null)).Outcome);
    }

    [Fact]
    public async Task A_refused_create_leaves_no_marker()
    {
        _bench.Api.On(Bench.Create, Answers.Error(422, "parameter_invalid", "no"));

        await _bench.ResolveAsync();

        Assert.Empty(_cache.Entries);
    }

    [Theory]
    [InlineData(null, ContactRole.User)]
    [InlineData(null, ContactRole.Lead)]
    public async Task Markers_that_cannot_be_read_stop_a_create_that_only_they_would_guard(string? externalId, ContactRole role)
    {
        _cache.FailsToRead = new TimeoutException("no connection to " + Bench.Email);

        var failed = await ElsewhereAsync(externalId, role);

        Assert.Equal(ContactOutcome.MarkersUnavailable, failed.Outcome);
        Assert.IsType<TimeoutException>(Assert.Throws<ContactMarkersUnavailableException>(failed.EnsureResolved).InnerException);
        Assert.Equal([Bench.Search], _bench.Api.Routes);
        Assert.Single(_logger.Lines, line => line.Contains("failed to read: TimeoutException", StringComparison.Ordinal));
        Assert.DoesNotContain(_logger.Lines, line => line.Contains(Bench.Email, StringComparison.Ordinal));
        _cache.FailsToRead = null;
        Assert.Equal(ContactOutcome.Created, (await ElsewhereAsync(externalId, role)).Outcome);
    }

    [Fact]
    public async Task Markers_that_cannot_be_read_stop_a_legacy_create_by_email_alone()
    {
        _cache.FailsToRead = new TimeoutException();
        _bench.Client.DefaultRequestHeaders.Authorization = new("Bearer", _bench.Token);
        _bench.Api.On("GET users?email=ann%40example.com", Answers.NotFound);
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.intercom.test/users") { Content = new StringContent("""{"email":"ann@example.com"}""") };

        await Assert.ThrowsAsync<ContactMarkersUnavailableException>(() => CallSite.SendAsync(_bench.Client, request, _bench.Resolver.Settings, CancellationToken.None));

        Assert.Equal(["GET users?email=ann%40example.com"], _bench.Api.Routes);
    }

    [Fact]
    public async Task Markers_that_cannot_be_read_do_not_stop_what_search_finds_or_the_server_checks()
    {
        _cache.FailsToRead = new TimeoutException();
        Assert.Equal(ContactOutcome.Created, (await ElsewhereAsync(Bench.Key)).Outcome);

        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email));
        Assert.Equal(ContactOutcome.Found, (await ElsewhereAsync(externalId: null)).Outcome);
    }

    [Fact]
    public async Task Without_a_distributed_lock_markers_that_fail_stop_nothing()
    {
        var bench = new Bench(options => options.DistributedCache = new FakeDistributedCache(options.TimeProvider) { FailsToRead = new TimeoutException(), FailsToWrite = new TimeoutException() });

        Assert.Equal(ContactOutcome.Created, (await bench.ResolveAsync(externalId: null)).Outcome);
    }

    [Fact]
    public async Task A_marker_that_cannot_be_written_stops_the_create_and_not_the_next_one()
    {
        _cache.FailsToWrite = new TimeoutException();
        Assert.Equal(ContactOutcome.MarkersUnavailable, (await _bench.ResolveAsync(externalId: null)).Outcome);
        Assert.Equal(0, _bench.Api.Count(Bench.Create));

        _cache.FailsToWrite = null;
        var next = await _bench.ResolveAsync(externalId: null);

        Assert.Equal((ContactOutcome.Created, 2), (next.Outcome, next.Attempts));
    }

    [Fact]
    public async Task A_contact_that_cannot_be_marked_is_resolved_and_stays_unknown_to_the_others()
    {
        _bench.Api.On(Bench.Create, (request, token) =>
        {
            _cache.FailsToWrite = new TimeoutException();
            return Answers.Created("new1")(request, token);
        });

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync(externalId: null)).Outcome);
        _cache.FailsToWrite = null;

        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, (await ElsewhereAsync(externalId: null)).Outcome);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_flight_that_could_not_read_the_markers_removes_none()
    {
        _bench.Api.On(Bench.Create, Answers.Status(500));
        await _bench.ResolveAsync(externalId: null);
        var before = _cache.Entries;

        _cache.FailsToRead = new TimeoutException();
        _bench.Api.On(Bench.Create, Answers.Error(422, "parameter_invalid", "no"));
        var refused = await ElsewhereAsync(Bench.Key);

        Assert.Equal(ContactOutcome.Rejected, refused.Outcome);
        Assert.Equal(before, _cache.Entries);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_understood_counts_as_a_failed_read()
    {
        await _bench.ResolveAsync(externalId: null);
        _cache.Corrupt();

        Assert.Equal(ContactOutcome.MarkersUnavailable, (await ElsewhereAsync(externalId: null)).Outcome);
    }

    [Fact]
    public async Task A_contact_that_is_gone_is_forgotten_by_all()
    {
        await _bench.ResolveAsync(externalId: null);
        _bench.Api.On("GET contacts/new1", Answers.NotFound).On(Bench.Create, Answers.Error(422, "parameter_invalid", "no"));

        await ElsewhereAsync(externalId: null);

        Assert.Empty(_cache.Entries);
    }

    [Fact]
    public async Task A_cancellation_while_the_create_is_marked_sends_nothing_and_takes_the_marks_back()
    {
        using var cancel = new CancellationTokenSource();
        _cache.OnSet = cancel.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.ResolveAsync(cancellationToken: cancel.Token));
        _cache.OnSet = null;
        var next = await _bench.ResolveAsync(cancellationToken: CancellationToken.None);

        Assert.Equal((ContactOutcome.Created, 3), (next.Outcome, next.Attempts));
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_lock_that_is_lost_while_the_create_is_marked_stops_it_and_takes_the_marks_back()
    {
        _cache.OnSet = _locks.LoseAll;

        Assert.Equal(ContactOutcome.LockFailed, (await _bench.ResolveAsync()).Outcome);

        Assert.Equal(0, _bench.Api.Count(Bench.Create));
        Assert.Empty(_cache.Entries);
    }

    [Fact]
    public async Task A_marker_that_says_the_same_is_not_written_again()
    {
        await _bench.ResolveAsync(externalId: null);
        _bench.Api.On("GET contacts/new1", Answers.Contact("new1", email: Bench.Email));
        var writes = _cache.Writes;

        Assert.Equal(ContactOutcome.Found, (await ElsewhereAsync(externalId: null)).Outcome);

        Assert.Equal(writes, _cache.Writes);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void A_lock_without_a_cache_that_others_see_is_warned_of(bool hasLock, bool hasSharedCache, bool warns)
    {
        var memory = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        foreach (var cache in (IDistributedCache?[])(hasSharedCache ? [_cache] : [null, memory]))
        {
            var logger = new CapturingLogger();
            _ = new Bench(
                options =>
                {
                    options.DistributedLockProvider = hasLock ? _locks : null;
                    options.DistributedCache = cache;
                },
                logger);

            Assert.Equal(warns ? 1 : 0, logger.Lines.Count);
        }
    }

    private Task<ContactResolution> ElsewhereAsync(string? externalId, ContactRole role = ContactRole.User) =>
        _bench.InAnotherProcess(_logger).FindOrCreateAsync(new ContactDraft { ExternalId = externalId, Email = Bench.Email, Role = role });
}
