namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>Answers that the fuzz tests showed to matter.</summary>
public sealed class HostileAnswerTests
{
    private const string FirstPage = """{"data":[],"pages":{"next":{"starting_after":"again"}}}""";

    [Fact]
    public async Task A_search_that_never_ends_is_a_failed_lookup()
    {
        var bench = new Bench();
        bench.Api.On(Bench.Search, Answers.Json(200, FirstPage));

        var resolution = await bench.ResolveAsync();

        Assert.Equal(ContactOutcome.LookupFailed, resolution.Outcome);
        Assert.Equal(10, bench.Api.Count(Bench.Search));
        Assert.Equal(0, bench.Api.Count(Bench.Create));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("ann@example.com")]
    [InlineData("\\ud800")]
    public async Task An_id_that_is_no_plain_word_is_no_contact(string id)
    {
        var bench = new Bench();
        bench.Api.On(Bench.ByKey, Answers.Json(200, $$"""{"type":"contact","id":"{{id}}","external_id":"u-1"}"""));

        Assert.Equal(ContactOutcome.LookupFailed, (await bench.ResolveAsync()).Outcome);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(500)]
    public async Task The_wanted_contact_in_the_body_of_a_failure_is_no_contact(int status)
    {
        var bench = new Bench();
        bench.Api.On(Bench.ByKey, Answers.Json(status, """{"type":"contact","id":"c1","external_id":"u-1"}"""));

        var resolution = await bench.ResolveAsync();

        Assert.Null(resolution.Contact);
        Assert.Equal(0, bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task Half_a_symbol_in_a_name_does_not_hide_the_contact()
    {
        var bench = new Bench();
        bench.Api.On(Bench.ByKey, Answers.Json(200, """{"type":"contact","id":"c1","external_id":"u-1","name":"Ann \ud83d"}"""));

        var resolution = await bench.ResolveAsync();

        Assert.Equal((ContactOutcome.Found, null), (resolution.Outcome, resolution.Contact?.Name));
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_no_answer()
    {
        var bench = new Bench();
        byte[] body = [.. """{"type":"contact","id":"c1","external_id":"u-1","name":"x"""u8, 0xFF, .. "\"}"u8];
        bench.Api.On(Bench.ByKey, (_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(body) }));

        Assert.Equal(ContactOutcome.LookupFailed, (await bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task A_server_that_repeats_secrets_does_not_put_them_into_messages()
    {
        var logger = new CapturingLogger();
        var bench = new Bench(logger: logger);
        bench.Api.On("GET contacts/find_by_external_id/person-4711", Answers.Json(400, """{"errors":[{"code":"no_person-4711_here"}]}""", ("X-Request-Id", bench.Token)));

        var resolution = await bench.ResolveAsync("person-4711");
        var exception = Assert.Throws<ContactRejectedException>(resolution.EnsureResolved);

        Assert.Equal((null, 0), (resolution.ErrorCode, resolution.RequestIds.Count));
        Assert.All(logger.Lines.Append(exception.ToString()), text => Assert.DoesNotContain("4711", text + (text.Contains(bench.Token, StringComparison.Ordinal) ? "4711" : ""), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_short_key_hides_no_codes()
    {
        var bench = new Bench();
        bench.Api.On("GET contacts/find_by_external_id/1", Answers.Json(400, """{"errors":[{"code":"parameter_1"}]}""", ("X-Request-Id", "req-1")));

        var resolution = await bench.ResolveAsync("1");

        Assert.Equal(("parameter_1", "req-1"), (resolution.ErrorCode, resolution.RequestIds.Single()));
    }
}
