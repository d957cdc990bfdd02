namespace IntercomAnalyzers.Resolver.Tests;

public sealed class ConcurrencyTests
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData(Bench.Key, Bench.Email, ContactRole.User)]
    [InlineData(null, Bench.Email, ContactRole.User)]
    [InlineData(Bench.Key, null, ContactRole.User)]
    [InlineData(null, Bench.Email, ContactRole.Lead)]
    public async Task Fifty_parallel_resolutions_of_one_identity_send_one_create(string? externalId, string? email, ContactRole role)
    {
        // Lookups never show the new contact, and every answer yields: only the lock and the marker can stop a second create.
        _bench.Api.On(Bench.ByKey, Slowly(Answers.NotFound))
            .On(Bench.Search, Slowly(Answers.None))
            .On(Bench.Create, Slowly(Answers.Created("new1")))
            .On("GET contacts/new1", Slowly(Answers.Contact("new1", role == ContactRole.Lead ? "lead" : "user", externalId, email)));

        var resolutions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => _bench.ResolveAsync(externalId, email, role))));

        Assert.Equal(1, _bench.Api.Count(Bench.Create));
        Assert.Single(resolutions, resolution => resolution.IsNew);
        Assert.All(resolutions, resolution => Assert.Equal("new1", resolution.EnsureResolved().Id));
    }

    [Fact]
    public async Task Identities_that_share_one_key_wait_for_each_other()
    {
        var inFlight = 0;
        var overlaps = 0;
        _bench.Api.On(Bench.Search, async (request, token) =>
        {
            overlaps += Interlocked.Increment(ref inFlight) > 1 ? 1 : 0;
            await Task.Yield();
            Interlocked.Decrement(ref inFlight);
            return await Answers.None(request, token);
        });
        _bench.Api.On("GET contacts/new1", Answers.NotFound);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _bench.ResolveAsync(i % 2 == 0 ? Bench.Key : null))));

        Assert.Equal(0, overlaps);
    }

    [Fact]
    public void Keys_are_in_ordinal_order_and_name_the_workspace_without_its_token()
    {
        var workspace = new Workspace(new Uri("https://api.intercom.test/"), "Bearer secret");

        var keys = KeysIn(workspace);

        var names = keys.Select(key => key.ToString()).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(3, keys.Count);
        Assert.DoesNotContain("secret", string.Concat(names), StringComparison.Ordinal);
        AssertSame(new Workspace(new Uri("https://api.intercom.test/contacts"), "Bearer secret"));
        AssertOther(new Workspace(new Uri("https://api.eu.intercom.test/"), "Bearer secret"));
        AssertOther(new Workspace(new Uri("https://api.intercom.test/"), "Bearer other"));

        static IReadOnlyList<IdentityKey> KeysIn(Workspace workspace) => ContactIdentity.Create(workspace, "a", "z@example.com", "1").Keys;

        void AssertSame(Workspace same)
        {
            Assert.Equal(names, KeysIn(same).Select(key => key.ToString()));
            Assert.Equal(keys.Select(key => key.Hash), KeysIn(same).Select(key => key.Hash));
        }

        void AssertOther(Workspace other)
        {
            Assert.Empty(names.Intersect(KeysIn(other).Select(key => key.ToString())));
            Assert.Empty(keys.Select(key => key.Hash).Intersect(KeysIn(other).Select(key => key.Hash)));
        }
    }

    [Fact]
    public void One_text_is_another_key_as_email_than_as_external_id_or_id()
    {
        var workspace = new Workspace(new Uri("https://api.intercom.test/"), "Bearer secret");
        KeyHash[] hashes = [workspace.EmailKey("a").Hash, workspace.ExternalIdKey("a").Hash, workspace.IdKey("a").Hash, workspace.EmailKey("b").Hash];

        Assert.Distinct(hashes);
        Assert.Equal(hashes[0], workspace.EmailKey("a").Hash);
    }

    [Fact]
    public async Task Crossing_identities_do_not_block_each_other_for_ever()
    {
        var identityLock = new InProcessIdentityLock();
        var workspace = new Workspace(new Uri("https://api.intercom.test/"), "Bearer secret");
        var held = 0;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var identity = ContactIdentity.Create(workspace, "k" + (i % 3), $"{i % 2}@example.com");
            await using (await identityLock.AcquireAsync(identity.Keys, CancellationToken.None))
            {
                await Task.Yield();
                Interlocked.Increment(ref held);
            }
        })));

        Assert.Equal(200, held);
    }

    [Fact]
    public async Task A_wait_for_the_lock_that_is_cancelled_leaves_no_key_locked()
    {
        var identityLock = new InProcessIdentityLock();
        var workspace = new Workspace(new Uri("https://api.intercom.test/"), "Bearer secret");
        using var cancel = new CancellationTokenSource();
        var (keyA, keyB) = (workspace.ExternalIdKey("a"), workspace.ExternalIdKey("b"));
        var first = await identityLock.AcquireAsync([keyB], CancellationToken.None);

        var waiting = identityLock.AcquireAsync([keyA, keyB], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await using var a = await identityLock.AcquireAsync([keyA], CancellationToken.None);
        await first.DisposeAsync();
        await using var b = await identityLock.AcquireAsync([keyB], CancellationToken.None);
        Assert.NotSame(a, b);
    }

    private static Answer Slowly(Answer answer) => async (request, cancellationToken) =>
    {
        await Task.Yield();
        return await answer(request, cancellationToken);
    };
}
