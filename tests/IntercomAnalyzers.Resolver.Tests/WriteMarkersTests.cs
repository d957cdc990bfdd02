namespace IntercomAnalyzers.Resolver.Tests;

public sealed class WriteMarkersTests
{
    private static readonly KeyScope s_scope = new("workspace|ext");

    private readonly WriteMarkers _markers = new();

    [Fact]
    public void A_marker_counts_until_it_is_as_old_as_the_options_say()
    {
        var time = new InstantTimeProvider();
        var options = new ContactResolverOptions { TimeProvider = time };
        _markers.Write(Key("key"), new WriteMarker("c1", null, time.GetUtcNow()), options);

        time.Advance(options.MarkerAge - TimeSpan.FromTicks(1));
        Assert.Equal("c1", _markers.Find(Key("key"), options)?.ContactId);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(_markers.Find(Key("key"), options));
    }

    [Fact]
    public void A_contact_that_is_found_again_is_remembered_from_then_on_and_another_one_at_once()
    {
        var time = new InstantTimeProvider();
        var options = new ContactResolverOptions { TimeProvider = time };
        _markers.Write(Key("key"), new WriteMarker("c1", null, time.GetUtcNow()), options);
        time.Advance(options.MarkerAge / 2);
        _markers.Write(Key("key"), new WriteMarker("c1", null, time.GetUtcNow()), options);
        time.Advance(options.MarkerAge / 2);
        Assert.Equal("c1", _markers.Find(Key("key"), options)?.ContactId);

        _markers.Write(Key("key"), new WriteMarker("c2", null, time.GetUtcNow()), options);
        Assert.Equal("c2", _markers.Find(Key("key"), options)?.ContactId);
        _markers.Write(Key("key"), new WriteMarker(null, "hash", time.GetUtcNow()), options);
        Assert.Null(Assert.IsType<WriteMarker>(_markers.Find(Key("key"), options)).ContactId);
        _markers.Write(Key("key"), null, options);
        Assert.Null(_markers.Find(Key("key"), options));
    }

    [Fact]
    public async Task Memory_is_freed_only_after_the_longest_age_in_use()
    {
        var (quick, slow) = (new ContactResolverOptions { MarkerAge = TimeSpan.FromMilliseconds(20) }, new ContactResolverOptions { MarkerAge = TimeSpan.FromHours(1) });
        _markers.Write(Key("quick"), new WriteMarker("c1", null, quick.TimeProvider.GetUtcNow()), quick);
        await WriteForAWhileAsync(quick);
        // Old enough to be forgotten by two generations: even options that would still count it do not find it.
        Assert.Null(_markers.Find(Key("quick"), slow));

        _markers.Write(Key("slow"), new WriteMarker("c2", null, slow.TimeProvider.GetUtcNow()), slow);
        await WriteForAWhileAsync(quick);
        Assert.Equal("c2", _markers.Find(Key("slow"), slow)?.ContactId);
    }

    private static IdentityKey Key(string value) => new(s_scope, value);

    private async Task WriteForAWhileAsync(ContactResolverOptions options)
    {
        for (var i = 0; i < 4; i++)
        {
            await Task.Delay(options.MarkerAge * 1.5);
            _markers.Write(Key("other"), new WriteMarker("c" + i, null, options.TimeProvider.GetUtcNow()), options);
        }
    }
}
