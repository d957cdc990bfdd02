using FakeIntercom;

namespace IntercomAnalyzers.Resolver.Tests;

public sealed class CompanyTests
{
    private const string Companies = "POST companies";
    private const string Attach = "POST contacts/new1/companies";

    private readonly Bench _bench = new();

    public CompanyTests() => _bench.Api.On(Companies, Company("comp1")).On(Attach, Company("comp1"));

    [Fact]
    public async Task Companies_are_written_with_every_field_and_attached_after_the_create()
    {
        var draft = Draft("6");
        draft.Companies[0].Name = "Blue Sun";
        draft.Companies[0].Plan = "Paid";
        draft.Companies[0].MonthlySpend = 49;
        draft.Companies[0].Size = 7;
        draft.Companies[0].Website = "https://example.com";
        draft.Companies[0].Industry = "Tea";
        draft.Companies[0].RemoteCreatedAt = DateTimeOffset.FromUnixTimeSeconds(5);
        draft.Companies[0].CustomAttributes["since"] = DateTimeOffset.FromUnixTimeSeconds(6);

        var resolution = await _bench.Resolver.FindOrCreateAsync(draft);

        Assert.Equal((ContactOutcome.Created, 5), (resolution.Outcome, resolution.Attempts));
        Assert.Equal([Bench.ByKey, Bench.Search, Bench.Create, Companies, Attach], _bench.Api.Routes);
        Assert.Equal(
            """{"company_id":"6","name":"Blue Sun","plan":"Paid","monthly_spend":49,"size":7,"website":"https://example.com","industry":"Tea","remote_created_at":5,"custom_attributes":{"since":6}}""",
            _bench.Api.Requests[3].Body!.ToJsonString());
        Assert.Equal("""{"id":"comp1"}""", _bench.Api.Requests[4].Body!.ToJsonString());
    }

    [Theory]
    [InlineData(Companies)]
    [InlineData(Attach)]
    public async Task A_company_request_is_retried_like_an_update(string route)
    {
        _bench.Api.On(route, Answers.Status(503), Answers.Refused, Company("comp1"));

        var resolution = await _bench.Resolver.FindOrCreateAsync(Draft("6"));

        Assert.Equal((ContactOutcome.Created, 7), (resolution.Outcome, resolution.Attempts));
        Assert.Equal(3, _bench.Api.Count(route));
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Theory]
    [InlineData(Companies, 400)]
    [InlineData(Companies, 500)]
    [InlineData(Attach, 404)]
    [InlineData(Attach, 429)]
    public async Task A_failed_company_is_a_typed_failure_that_keeps_the_contact(string route, int status)
    {
        _bench.Api.On(route, Answers.Error(status, "some_code", "words"));

        var resolution = await _bench.Resolver.FindOrCreateAsync(Draft("6", "7"));

        Assert.Equal((ContactOutcome.CompanyNotAttached, "new1", true), (resolution.Outcome, resolution.Contact?.Id, resolution.IsNew));
        Assert.Equal((status, "some_code"), ((int)resolution.StatusCode!, resolution.ErrorCode));
        Assert.Contains("status " + status, Assert.Throws<CompanyNotAttachedException>(resolution.EnsureResolved).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Api.Requests, request => (string?)request.Body?["company_id"] == "7");
    }

    [Theory]
    [InlineData(Companies, 4)]
    [InlineData(Attach, 5)]
    public async Task A_deadline_among_the_companies_keeps_the_created_contact(string route, int attempts)
    {
        var bench = Hanging(route);

        var resolution = await bench.Resolver.FindOrCreateAsync(Draft("6"));

        Assert.Equal((ContactOutcome.CompanyNotAttached, "new1", true), (resolution.Outcome, resolution.Contact?.Id, resolution.IsNew));
        Assert.Equal((null, attempts, attempts), (resolution.StatusCode, resolution.Attempts, bench.Api.Requests.Count));
        Assert.Same(resolution, Assert.Throws<CompanyNotAttachedException>(resolution.EnsureResolved).Resolution);
    }

    [Fact]
    public async Task A_deadline_among_the_companies_keeps_the_found_contact()
    {
        var bench = Hanging(Companies);
        bench.Api.On(Bench.ByKey, Answers.Contact("new1", externalId: Bench.Key));

        var resolution = await bench.Resolver.FindOrCreateAsync(Draft("6"));

        Assert.Equal((ContactOutcome.CompanyNotAttached, "new1", false), (resolution.Outcome, resolution.Contact?.Id, resolution.IsNew));
        Assert.Equal(0, bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_deadline_before_the_contact_is_known_is_a_failed_lookup()
    {
        var bench = Hanging(Bench.ByKey);

        var resolution = await bench.Resolver.FindOrCreateAsync(Draft("6"));

        Assert.Equal((ContactOutcome.LookupFailed, null), (resolution.Outcome, resolution.Contact));
        Assert.Equal([Bench.ByKey], bench.Api.Routes);
    }

    [Fact]
    public async Task After_a_failure_the_same_draft_attaches_to_the_same_contact()
    {
        _bench.Api.On(Attach, Answers.Error(404, "not_found", "words"), Company("comp1")).On("GET contacts/new1", Answers.Contact("new1", externalId: Bench.Key));

        await _bench.Resolver.FindOrCreateAsync(Draft("6"));
        var second = await _bench.Resolver.FindOrCreateAsync(Draft("6"));

        Assert.Equal((ContactOutcome.Found, false, "new1"), (second.Outcome, second.IsNew, second.EnsureResolved().Id));
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
        Assert.Equal(2, _bench.Api.Count(Attach));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public async Task A_company_without_key_is_refused_before_any_request(string? companyId)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _bench.Resolver.FindOrCreateAsync(Draft(companyId)));

        Assert.Contains("CompanyId", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Api.Requests);
    }

    [Fact]
    public async Task Other_fields_are_sent_as_given_and_never_override_an_identifier()
    {
        var draft = Draft();
        draft.OtherFields["avatar"] = "https://example.com/a.png";
        draft.OtherFields["owner_id"] = null;
        await _bench.Resolver.FindOrCreateAsync(draft);
        draft.OtherFields["email"] = "other@example.com";

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _bench.Resolver.FindOrCreateAsync(draft));

        Assert.Equal("""{"avatar":"https://example.com/a.png","role":"user","external_id":"u-1","email":"ann@example.com"}""", _bench.Api.Requests[^1].Body!.ToJsonString());
        Assert.Contains("'email'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FaultKind.AbortAfterWrite)]
    [InlineData(FaultKind.ServerErrorBeforeWrite)]
    [InlineData(FaultKind.RateLimited)]
    public async Task Two_companies_are_attached_once_each(FaultKind? fault)
    {
        await using var server = await FakeIntercomServer.StartAsync(new FakeIntercomOptions { TimeProvider = _bench.Time });
        using var client = new HttpClient();
        var resolver = new ContactResolver(client, new ContactResolverOptions { AccessToken = "fake-token", BaseAddress = server.BaseAddress, TimeProvider = _bench.Time });
        foreach (var route in fault is null ? [] : (string[])[Routes.UpsertCompany, Routes.AttachCompany])
        {
            server.Faults.Enqueue(route, fault!.Value);
        }

        await resolver.FindOrCreateAsync(Draft("6", "7"));
        var resolution = await resolver.FindOrCreateAsync(Draft("7", "8"));

        Assert.NotNull(resolution.EnsureResolved());
        Assert.Equal(["6", "7", "8"], server.Workspace.Companies.Select(company => company.CompanyId));
        Assert.Equal(server.Workspace.Companies.Select(company => company.Id), Assert.Single(server.Workspace.Contacts).CompanyIds);
    }

    /// <summary>The total deadline passes while the route is asked.</summary>
    private static Bench Hanging(string route)
    {
        var bench = new Bench(options => options.TotalDeadline = TimeSpan.FromSeconds(15));
        bench.Api.On(Companies, Company("comp1")).On(Attach, Company("comp1")).On(route, Answers.Hang(bench.Time, TimeSpan.FromSeconds(16)));
        return bench;
    }

    private static Answer Company(string id) => Answers.Json(200, $$"""{"type":"company","id":"{{id}}"}""");

    private static ContactDraft Draft(params string?[] companyIds)
    {
        var draft = new ContactDraft { ExternalId = Bench.Key, Email = Bench.Email };
        foreach (var companyId in companyIds)
        {
            draft.Companies.Add(new CompanyDraft { CompanyId = companyId });
        }

        return draft;
    }
}
