namespace IntercomAnalyzers.Resolver.Tests;

public sealed class FailureTests
{
    private readonly Bench _bench = new();

    public static TheoryData<string, string> FailedLookups()
    {
        var data = new TheoryData<string, string>();
        foreach (var route in (string[])[Bench.ByKey, Bench.Search, "GET contacts/c1"])
        {
            foreach (var fault in (string[])["500", "503", "503 {}", "502 html", "404 html", "408", "200 no data", "200 truncated", "200 empty", "refused", "hang", "429"])
            {
                data.Add(route, fault);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(FailedLookups))]
    public async Task A_lookup_that_keeps_failing_never_ends_in_a_create(string route, string fault)
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", email: "other@example.com")).On(route, Fault(fault));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal(ContactOutcome.LookupFailed, resolution.Outcome);
        Assert.Equal(0, _bench.Api.Count(Bench.Create));
        Assert.Equal(4, _bench.Api.Count(route));
        Assert.Throws<ContactLookupFailedException>(resolution.EnsureResolved);
    }

    [Theory]
    [MemberData(nameof(FailedLookups))]
    public async Task A_lookup_that_fails_once_is_tried_again(string route, string fault)
    {
        var good = route switch
        {
            Bench.ByKey => Answers.NotFound,
            Bench.Search => Answers.Search("c1"),
            _ => Answers.Contact("c1", email: Bench.Email),
        };
        _bench.Api.On(Bench.Search, Answers.Search("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("PUT contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: Bench.Email))
            .On(route, Fault(fault), good);

        Assert.Equal(ContactOutcome.Adopted, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(2, _bench.Api.Count(route));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(422)]
    public async Task A_refused_lookup_is_Rejected_without_retry(int status)
    {
        _bench.Api.On(Bench.ByKey, Answers.Error(status, "unauthorized", "no"));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal((ContactOutcome.Rejected, status, "unauthorized"), (resolution.Outcome, (int)resolution.StatusCode!.Value, resolution.ErrorCode));
        Assert.Equal(["req-unauthorized"], resolution.RequestIds);
        Assert.Single(_bench.Api.Routes);
        Assert.Throws<ContactRejectedException>(resolution.EnsureResolved);
    }

    [Fact]
    public async Task A_refused_create_is_Rejected_and_blocks_nothing()
    {
        _bench.Api.On(Bench.Create, Answers.Error(400, "parameter_invalid", "bad"), Answers.Created("new1"));

        Assert.Equal(ContactOutcome.Rejected, (await _bench.ResolveAsync(externalId: null)).Outcome);
        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync(externalId: null)).Outcome);
    }

    [Fact]
    public async Task A_429_waits_for_the_reset_and_at_most_a_fifth_longer()
    {
        var reset = _bench.Time.GetUtcNow().AddSeconds(30).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        _bench.Api.On(Bench.ByKey, Answers.Json(429, "{}", ("X-RateLimit-Reset", reset)), Answers.Contact("c1", externalId: Bench.Key));

        await _bench.ResolveAsync();

        Assert.InRange(Assert.Single(_bench.Time.Waits), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(36));
    }

    [Fact]
    public async Task A_far_reset_is_capped_at_a_minute()
    {
        _bench.Api.On(Bench.ByKey, Answers.Json(429, "{}", ("X-RateLimit-Reset", "9999999999")), Answers.Contact("c1", externalId: Bench.Key));

        await _bench.ResolveAsync();

        Assert.Equal(TimeSpan.FromSeconds(60), Assert.Single(_bench.Time.Waits));
    }

    [Fact]
    public async Task Retry_After_is_honoured_first()
    {
        _bench.Api.On(Bench.ByKey, Answers.Json(429, "{}", ("Retry-After", "5"), ("X-RateLimit-Reset", "9999999999")), Answers.Contact("c1", externalId: Bench.Key));

        await _bench.ResolveAsync();

        Assert.InRange(Assert.Single(_bench.Time.Waits), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_create_answered_429_looks_up_again_first()
    {
        _bench.Api.On(Bench.Create, Answers.Status(429), Answers.Created("new1"));

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync(externalId: null)).Outcome);
        Assert.Equal([Bench.Search, Bench.Create, Bench.Search, Bench.Create], _bench.Api.Routes);
        Assert.InRange(Assert.Single(_bench.Time.Waits), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("408")]
    [InlineData("refused")]
    [InlineData("200 truncated")]
    [InlineData("200 no data")]
    [InlineData("200 empty")]
    public async Task A_lost_create_of_an_email_only_user_is_never_repeated(string fault)
    {
        _bench.Api.On(Bench.Create, Fault(fault));

        var resolution = await _bench.ResolveAsync(externalId: null);
        var later = await _bench.ResolveAsync(externalId: null);

        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, resolution.Outcome);
        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, later.Outcome);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
        Assert.Throws<ContactCreateOutcomeUnknownException>(resolution.EnsureResolved);
    }

    [Fact]
    public async Task A_lost_create_that_search_shows_later_is_Found()
    {
        _bench.Api.On(Bench.Create, Answers.Hang(_bench.Time))
            .On(Bench.Search, Answers.None, Answers.None, Answers.Search("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email));

        Assert.Equal("c1", (await _bench.ResolveAsync(externalId: null)).EnsureResolved().Id);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_lost_create_blocks_only_while_its_marker_is_young()
    {
        _bench.Api.On(Bench.Create, Answers.Hang(_bench.Time), Answers.Created("new1"));

        await _bench.ResolveAsync(externalId: null, role: ContactRole.Lead);
        _bench.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync(externalId: null, role: ContactRole.Lead)).Outcome);
    }

    [Fact]
    public async Task A_lost_create_by_email_also_holds_back_a_create_with_a_key()
    {
        _bench.Api.On(Bench.Create, Answers.Hang(_bench.Time), Answers.Created("new1"));

        await _bench.ResolveAsync(externalId: null);

        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_lost_create_with_a_key_that_took_effect_is_Found_by_the_key()
    {
        _bench.Api.On(Bench.Create, Answers.Hang(_bench.Time)).On(Bench.ByKey, Answers.NotFound, Answers.Contact("c1", externalId: Bench.Key));

        Assert.Equal("c1", (await _bench.ResolveAsync()).EnsureResolved().Id);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_lost_create_with_a_key_is_repeated_once_and_ends_in_the_conflict()
    {
        _bench.Api.On(Bench.Create, Answers.Hang(_bench.Time), Answers.Conflict("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: Bench.Key));

        Assert.Equal("c1", (await _bench.ResolveAsync()).EnsureResolved().Id);
        Assert.Equal(2, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task Two_lost_creates_with_a_key_are_CreateOutcomeUnknown()
    {
        _bench.Api.On(Bench.Create, Answers.Status(500));

        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(2, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_lookup_that_fails_after_a_lost_create_is_CreateOutcomeUnknown()
    {
        _bench.Api.On(Bench.Create, Answers.Status(500)).On(Bench.ByKey, Answers.NotFound, Answers.Status(500));

        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, (await _bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task The_total_deadline_ends_in_a_typed_failure()
    {
        var bench = new Bench(options => options.TotalDeadline = TimeSpan.FromSeconds(15));
        bench.Api.On(Bench.ByKey, Answers.Hang(bench.Time, TimeSpan.FromSeconds(16)));

        var resolution = await bench.ResolveAsync();

        Assert.Equal((ContactOutcome.LookupFailed, 1), (resolution.Outcome, resolution.Attempts));
    }

    [Fact]
    public async Task The_total_deadline_during_a_create_is_CreateOutcomeUnknown()
    {
        var bench = new Bench(options => options.TotalDeadline = TimeSpan.FromSeconds(15));
        bench.Api.On(Bench.Create, Answers.Hang(bench.Time, TimeSpan.FromSeconds(16)));

        Assert.Equal(ContactOutcome.CreateOutcomeUnknown, (await bench.ResolveAsync()).Outcome);
    }

    private Answer Fault(string fault) => fault switch
    {
        "503 {}" => Answers.Json(503, "{}"),
        "502 html" => Answers.Json(502, "<html>Bad gateway</html>"),
        "404 html" => Answers.Json(404, "<html>Not here</html>"),
        "200 no data" => Answers.Json(200, """{"type":"list","total_count":0}"""),
        "200 truncated" => Answers.Json(200, """{"type":"list","id":"c1","data":[{"id":"""),
        "200 empty" => Answers.Status(200),
        "refused" => Answers.Refused,
        "hang" => Answers.Hang(_bench.Time),
        "429" => Answers.Error(429, "rate_limit_exceeded", "Exceeded rate limit of 167 in 10_seconds"),
        _ => Answers.Status(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
