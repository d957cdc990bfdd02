namespace IntercomAnalyzers.Resolver.Tests;

public sealed class PolicyTests
{
    [Fact]
    public async Task AllowDistinct_creates_beside_a_user_with_another_key()
    {
        var bench = new Bench(options => options.SharedEmail = SharedEmailPolicy.AllowDistinct);
        bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: "other", email: Bench.Email));

        Assert.Equal(ContactOutcome.Created, (await bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task AllowDistinct_accepts_the_servers_refusal()
    {
        var bench = new Bench(options => options.SharedEmail = SharedEmailPolicy.AllowDistinct);
        bench.Api.On(Bench.Search, Answers.Search("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", externalId: "other", email: Bench.Email))
            .On(Bench.Create, Answers.Conflict("c1"));

        var resolution = await bench.ResolveAsync();

        Assert.Equal(ContactOutcome.Ambiguous, resolution.Outcome);
        Assert.Equal(["c1"], resolution.Candidates);
        Assert.Equal(1, bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task Merge_merges_leads_into_the_user_that_was_found()
    {
        var bench = new Bench(options => options.LeadBesideUser = LeadBesideUserPolicy.Merge);
        bench.Api.On(Bench.Search, Answers.Search("c1", "l1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("GET contacts/l1", Answers.Contact("l1", "lead", "generated", Bench.Email))
            .On("POST contacts/merge", Answers.Contact("c1", email: Bench.Email));

        Assert.Equal(ContactOutcome.Found, (await bench.ResolveAsync(externalId: null)).Outcome);
        Assert.Equal("""{"from":"l1","into":"c1"}""", bench.Api.Requests[^1].Body!.ToJsonString());
    }

    [Fact]
    public async Task PromoteAndMerge_promotes_the_oldest_lead()
    {
        var bench = new Bench(options => options.SeveralLeads = SeveralLeadsPolicy.PromoteAndMerge);
        bench.Api.On(Bench.Search, Answers.Search("l2", "l1"))
            .On("GET contacts/l1", Answers.Contact("l1", "lead", "g1", Bench.Email, createdAt: 100))
            .On("GET contacts/l2", Answers.Contact("l2", "lead", "g2", Bench.Email, createdAt: 200))
            .On("PUT contacts/l1", Answers.Contact("l1", externalId: Bench.Key, email: Bench.Email))
            .On("POST contacts/merge", Answers.Contact("l1", externalId: Bench.Key, email: Bench.Email));

        var resolution = await bench.ResolveAsync();

        Assert.Equal((ContactOutcome.Promoted, "l1"), (resolution.Outcome, resolution.Contact!.Id));
        Assert.Equal("""{"from":"l2","into":"l1"}""", bench.Api.Requests[^1].Body!.ToJsonString());
    }

    [Fact]
    public async Task Unarchive_brings_the_contact_back()
    {
        var bench = new Bench(options => options.ArchivedContacts = ArchivedContactPolicy.Unarchive);
        bench.Api.On(Bench.Create, Answers.ArchivedConflict("a1"))
            .On("POST contacts/a1/unarchive", Answers.Json(200, """{"id":"a1","archived":false}"""))
            .On("GET contacts/a1", Answers.Contact("a1", email: Bench.Email))
            .On("PUT contacts/a1", Answers.Contact("a1", externalId: Bench.Key, email: Bench.Email));

        var resolution = await bench.ResolveAsync();

        Assert.Equal((ContactOutcome.Unarchived, Bench.Key), (resolution.Outcome, resolution.Contact!.ExternalId));
    }

    [Theory]
    [InlineData(400, "bad_request")]
    [InlineData(404, "not_found")]
    [InlineData(500, "server_error")]
    public async Task A_refused_unarchive_is_NotRestorable(int status, string code)
    {
        var bench = new Bench(options => options.ArchivedContacts = ArchivedContactPolicy.Unarchive);
        bench.Api.On(Bench.Create, Answers.ArchivedConflict("a1")).On("POST contacts/a1/unarchive", Answers.Error(status, code, "User has been marked for permanent deletion and is not restorable."));

        var resolution = await bench.ResolveAsync();

        Assert.Equal(ContactOutcome.NotRestorable, resolution.Outcome);
        Assert.Equal(["a1"], resolution.Candidates);
        Assert.Equal(1, bench.Api.Count(Bench.Create));
        Assert.Throws<ContactNotRestorableException>(resolution.EnsureResolved);
    }
}
