namespace IntercomAnalyzers.Resolver.Tests;

public sealed class LookupTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task A_user_found_by_key_costs_one_request()
    {
        _bench.Api.On(Bench.ByKey, Answers.Contact("c1", externalId: Bench.Key, email: Bench.Email));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal(ContactOutcome.Found, resolution.Outcome);
        Assert.Equal("c1", resolution.EnsureResolved().Id);
        Assert.False(resolution.IsNew);
        Assert.Equal([Bench.ByKey], _bench.Api.Routes);
        Assert.Equal(1, resolution.Attempts);
    }

    [Fact]
    public async Task A_new_user_costs_three_requests_and_the_next_resolution_one()
    {
        var created = await _bench.ResolveAsync();
        _bench.Api.On("GET contacts/new1", Answers.Contact("new1", externalId: Bench.Key, email: Bench.Email));
        var again = await _bench.ResolveAsync();

        Assert.Equal((ContactOutcome.Created, true, 3), (created.Outcome, created.IsNew, created.Attempts));
        Assert.Equal((ContactOutcome.Found, false, 1), (again.Outcome, again.IsNew, again.Attempts));
        Assert.Equal([Bench.ByKey, Bench.Search, Bench.Create, "GET contacts/new1"], _bench.Api.Routes);
    }

    [Fact]
    public async Task A_create_sends_the_whole_normalised_identity_and_no_nulls()
    {
        await _bench.ResolveAsync(externalId: " u-1 ", email: " Ann@Example.com ");

        var body = _bench.Api.Requests[^1].Body!;
        Assert.Equal("user", (string?)body["role"]);
        Assert.Equal("u-1", (string?)body["external_id"]);
        Assert.Equal("ann@example.com", (string?)body["email"]);
        Assert.Equal(["email", "external_id", "name", "role"], body.Select(field => field.Key).Order());
        Assert.All(_bench.Api.Requests, request => Assert.Equal(("Bearer " + _bench.Token, "2.16"), (request.Authorization, request.Version)));
    }

    [Fact]
    public async Task A_search_looks_for_the_email_as_typed_too()
    {
        await _bench.ResolveAsync(email: "Ann@Example.com");

        var query = _bench.Api.Requests.Single(request => request.Route == Bench.Search).Body!["query"]!;
        Assert.Equal("OR", (string?)query["operator"]);
        Assert.Equal(["ann@example.com", "Ann@Example.com"], query["value"]!.AsArray().Select(filter => (string?)filter!["value"]));
    }

    [Fact]
    public async Task An_email_only_user_is_adopted_in_four_requests()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("PUT contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: Bench.Email));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal(ContactOutcome.Adopted, resolution.Outcome);
        Assert.Equal(4, resolution.Attempts);
        Assert.Equal("""{"external_id":"u-1"}""", _bench.Api.Requests[^1].Body!.ToJsonString());
    }

    [Fact]
    public async Task An_escaped_email_is_decoded_before_it_is_compared()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", email: "o&#39;neil@example.com"));

        var resolution = await _bench.ResolveAsync(externalId: null, email: "O'Neil@example.com");

        Assert.Equal(ContactOutcome.Found, resolution.Outcome);
        Assert.Equal("o'neil@example.com", resolution.Contact!.Email);
    }

    [Fact]
    public async Task A_stale_row_is_not_a_match()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", email: "other@example.com"));

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task A_row_of_an_archived_contact_is_not_a_match()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.NotFound);

        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task A_merged_contact_leads_to_its_target()
    {
        _bench.Api.On(Bench.ByKey, Answers.Json(410, """{"type":"error.list","errors":[{"code":"contact_merged"}]}""", ("Link", "</contacts/c2>; rel=\"canonical\"")))
            .On("GET contacts/c2", Answers.Contact("c2", externalId: Bench.Key));

        Assert.Equal("c2", (await _bench.ResolveAsync()).EnsureResolved().Id);
    }

    [Fact]
    public async Task A_merged_contact_without_target_is_no_proof_of_absence()
    {
        _bench.Api.On(Bench.ByKey, Answers.Error(410, "contact_merged", "merged"));

        Assert.Equal(ContactOutcome.LookupFailed, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(0, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_lead_becomes_the_wanted_user()
    {
        _bench.Api.On(Bench.Search, Answers.Search("l1"))
            .On("GET contacts/l1", Answers.Contact("l1", role: "lead", externalId: "generated", email: Bench.Email))
            .On("PUT contacts/l1", Answers.Contact("l1", externalId: Bench.Key, email: Bench.Email));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal(ContactOutcome.Promoted, resolution.Outcome);
        Assert.Equal(["email", "external_id", "role"], _bench.Api.Requests[^1].Body!.Select(field => field.Key).Order());
    }

    [Fact]
    public async Task A_wanted_lead_never_stands_beside_a_user()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: "other", email: Bench.Email));

        var resolution = await _bench.ResolveAsync(externalId: null, role: ContactRole.Lead);

        Assert.Equal((ContactOutcome.Found, ContactRole.User), (resolution.Outcome, resolution.Contact!.Role));
    }

    [Fact]
    public async Task A_lead_that_exists_is_used()
    {
        _bench.Api.On(Bench.Search, Answers.Search("l1")).On("GET contacts/l1", Answers.Contact("l1", role: "lead", externalId: "generated", email: Bench.Email));

        Assert.Equal(ContactOutcome.Found, (await _bench.ResolveAsync(externalId: null, role: ContactRole.Lead)).Outcome);
    }

    [Theory]
    [InlineData("user", null, "user", null)]
    [InlineData("user", "x", "user", "y")]
    [InlineData("user", null, "user", "y")]
    [InlineData("lead", "g1", "lead", "g2")]
    public async Task Several_candidates_are_ambiguous(string role1, string? key1, string role2, string? key2)
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1", "c2"))
            .On("GET contacts/c1", Answers.Contact("c1", role1, key1, Bench.Email))
            .On("GET contacts/c2", Answers.Contact("c2", role2, key2, Bench.Email));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal(ContactOutcome.Ambiguous, resolution.Outcome);
        Assert.Equal(["c1", "c2"], resolution.Candidates.Order());
        Assert.Equal(0, _bench.Api.Count(Bench.Create));
        Assert.Throws<AmbiguousContactException>(resolution.EnsureResolved);
    }

    [Fact]
    public async Task Search_pages_are_all_read()
    {
        _bench.Api.On(
                Bench.Search,
                Answers.Json(200, """{"data":[{"id":"c1"}],"pages":{"next":{"starting_after":"p2"}}}"""),
                Answers.Search("c2"))
            .On("GET contacts/c1", Answers.Contact("c1", externalId: "x", email: "moved@example.com"))
            .On("GET contacts/c2", Answers.Contact("c2", email: Bench.Email));

        Assert.Equal("c2", (await _bench.ResolveAsync(externalId: null)).EnsureResolved().Id);
        Assert.Equal("p2", (string?)_bench.Api.Requests[1].Body!["pagination"]!["starting_after"]);
    }

    [Fact]
    public async Task A_key_is_escaped_in_the_path()
    {
        _bench.Api.On("GET contacts/find_by_external_id/a%2Fb%20c%3F", Answers.Contact("c1", externalId: "a/b c?"));

        Assert.Equal("c1", (await _bench.ResolveAsync(externalId: "a/b c?", email: null)).EnsureResolved().Id);
    }

    [Fact]
    public async Task A_key_of_dots_is_looked_up_by_search()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: ".."));

        Assert.Equal("c1", (await _bench.ResolveAsync(externalId: "..", email: null)).EnsureResolved().Id);
    }

    [Fact]
    public async Task Before_2_13_the_key_is_looked_up_by_search()
    {
        var bench = new Bench(options => options.ApiVersion = "2.11");
        bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: Bench.Key));

        Assert.Equal("c1", (await bench.ResolveAsync(email: null)).EnsureResolved().Id);
        Assert.Equal([Bench.Search, "GET contacts/c1"], bench.Api.Routes);
    }

    [Fact]
    public async Task UpdateExisting_writes_the_fields_of_a_found_contact_but_no_nulls()
    {
        _bench.Api.On(Bench.ByKey, Answers.Contact("c1", externalId: Bench.Key, email: "old@example.com"))
            .On("PUT contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: Bench.Email));

        var resolution = await _bench.ResolveAsync(update: true);

        Assert.Equal(ContactOutcome.Found, resolution.Outcome);
        Assert.Equal("""{"name":"Ann","email":"ann@example.com"}""", _bench.Api.Requests[^1].Body!.ToJsonString());
    }
}
