namespace IntercomAnalyzers.Resolver.Tests;

public sealed class WriteMarkersTests
{
    private static readonly KeyScope s_scope = new("workspace|ext");

    private readonly WriteMarkers _markers = new();

    [Theory]
    [InlineData("c1")]
    [InlineData("5ba682d23d7cf92bef87bfd4")]
    public void A_marker_counts_until_it_is_as_old_as_the_options_say(string id)
    {
        var time = new InstantTimeProvider();
        var options = new ContactResolverOptions { TimeProvider = time };
        _markers.Write(Key("key"), new WriteMarker(id, null, time.GetUtcNow()), options);

        time.Advance(options.MarkerAge - TimeSpan.FromTicks(1));
        Assert.Equal(id, _markers.Find(Key("key"), options)?.ContactId);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(_markers.Find(Key("key"), options));
    }

    [Theory]
    [InlineData("c1", "c2")]
    [InlineData("5ba682d23d7cf92bef87bfd4", "5ba682d23d7cf92bef87bfd5")]
    [InlineData("c1", "5ba682d23d7cf92bef87bfd4")]
    [InlineData("5ba682d23d7cf92bef87bfd4", "c1")]
    public void A_contact_that_is_found_again_is_remembered_from_then_on_and_another_one_at_once(string first, string second)
    {
        var time = new InstantTimeProvider();
        var options = new ContactResolverOptions { TimeProvider = time };
        _markers.Write(Key("key"), new WriteMarker(first, null, time.GetUtcNow()), options);
        time.Advance(options.MarkerAge / 2);
        _markers.Write(Key("key"), new WriteMarker(first, null, time.GetUtcNow()), options);
        time.Advance(options.MarkerAge / 2);
        Assert.Equal(first, _markers.Find(Key("key"), options)?.ContactId);

        _markers.Write(Key("key"), new WriteMarker(second, null, time.GetUtcNow()), options);
        Assert.Equal(second, _markers.Find(Key("key"), options)?.ContactId);
        _markers.Write(Key("key"), new WriteMarker(null, "hash", time.GetUtcNow()), options);
        Assert.Null(Assert.IsType<WriteMarker>(_markers.Find(Key("key"), options)).ContactId);
        _markers.Write(Key("key"), new WriteMarker(first, "hash", time.GetUtcNow()), options);
        Assert.Equal(new WriteMarker(first, "hash", time.GetUtcNow()), _markers.Find(Key("key"), options));
        _markers.Write(Key("key"), new WriteMarker(first, null, time.GetUtcNow()), options);
        Assert.Equal(new WriteMarker(first, null, time.GetUtcNow()), _markers.Find(Key("key"), options));
        _markers.Write(Key("key"), null, options);
        Assert.Null(_markers.Find(Key("key"), options));
    }

    [Fact]
    public void An_unknown_create_is_written_anew_each_time()
    {
        var time = new InstantTimeProvider();
        var options = new ContactResolverOptions { TimeProvider = time };
        _markers.Write(Key("key"), new WriteMarker(null, null, time.GetUtcNow()), options);
        time.Advance(TimeSpan.FromTicks(1));
        _markers.Write(Key("key"), new WriteMarker(null, null, time.GetUtcNow()), options);

        Assert.Equal(time.GetUtcNow(), _markers.Find(Key("key"), options)?.WrittenAt);
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
