namespace IntercomAnalyzers.Resolver.Tests;

public sealed class ConflictTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task Reading_one_the_email_holder_without_key_is_adopted_before_any_create()
    {
        // The server would make a second contact here, so adoption has to come first.
        _bench.Api.On(Bench.Search, Answers.Search("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("PUT contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: Bench.Email));

        Assert.Equal(ContactOutcome.Adopted, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(0, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task Reading_two_a_conflict_names_the_email_holder_that_search_missed()
    {
        _bench.Api.On(Bench.Create, Answers.Conflict("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("PUT contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: Bench.Email));

        Assert.Equal(ContactOutcome.Adopted, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_conflict_with_the_same_key_is_Found()
    {
        _bench.Api.On(Bench.Create, Answers.Conflict("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: "moved@example.com"));

        Assert.Equal(ContactOutcome.Found, (await _bench.ResolveAsync()).Outcome);
    }

    [Fact]
    public async Task A_conflict_with_another_key_is_Ambiguous()
    {
        _bench.Api.On(Bench.Create, Answers.Conflict("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: "other", email: Bench.Email));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal(ContactOutcome.Ambiguous, resolution.Outcome);
        Assert.Equal(["c1"], resolution.Candidates);
    }

    [Fact]
    public async Task A_conflict_of_an_adoption_leads_to_the_holder_of_the_key()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("PUT contacts/c1", Answers.Conflict("c2"))
            .On("GET contacts/c2", Answers.Contact("c2", externalId: Bench.Key));

        Assert.Equal("c2", (await _bench.ResolveAsync()).EnsureResolved().Id);
    }

    [Fact]
    public async Task An_id_is_tried_once()
    {
        _bench.Api.On(Bench.Create, Answers.Conflict("c1"))
            .On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email))
            .On("PUT contacts/c1", Answers.Conflict("c1"));

        Assert.Equal(ContactOutcome.Ambiguous, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(1, _bench.Api.Count("PUT contacts/c1"));
    }

    [Fact]
    public async Task An_archived_contact_is_reported()
    {
        _bench.Api.On(Bench.Create, Answers.ArchivedConflict("a1"));

        var resolution = await _bench.ResolveAsync();

        Assert.Equal(ContactOutcome.ArchivedConflict, resolution.Outcome);
        Assert.Equal(["a1"], resolution.Candidates);
        Assert.Throws<ArchivedContactException>(resolution.EnsureResolved);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(400)]
    public async Task Multiple_existing_users_are_Ambiguous_with_their_ids(int status)
    {
        _bench.Api.On(Bench.Search, Answers.None, Answers.Search("c1", "c2"))
            .On(Bench.Create, Answers.Error(status, "conflict", "Multiple existing users match this email address - must be more specific using user_id"));

        var resolution = await _bench.ResolveAsync(externalId: null);

        Assert.Equal(ContactOutcome.Ambiguous, resolution.Outcome);
        Assert.Equal(["c1", "c2"], resolution.Candidates);
    }

    [Fact]
    public async Task A_conflict_without_id_is_looked_up_again_and_never_created_again()
    {
        _bench.Api.On(Bench.Create, Answers.Error(409, "conflict", "Something new")).On(Bench.ByKey, Answers.NotFound, Answers.NotFound, Answers.Contact("c1", externalId: Bench.Key));

        Assert.Equal("c1", (await _bench.ResolveAsync()).EnsureResolved().Id);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
        Assert.Equal(2, _bench.Time.Waits.Count);
    }

    [Fact]
    public async Task A_conflict_without_id_that_stays_hidden_is_Ambiguous()
    {
        _bench.Api.On(Bench.Create, Answers.Status(409));

        Assert.Equal(ContactOutcome.Ambiguous, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_conflict_of_an_update_does_not_move_to_another_contact()
    {
        _bench.Api.On(Bench.ByKey, Answers.Contact("c1", externalId: Bench.Key, email: "old@example.com")).On("PUT contacts/c1", Answers.Conflict("c2"));

        var resolution = await _bench.ResolveAsync(update: true);

        Assert.Equal(ContactOutcome.Ambiguous, resolution.Outcome);
        Assert.Equal(["c1", "c2"], resolution.Candidates);
        Assert.Equal([Bench.ByKey, "PUT contacts/c1"], _bench.Api.Routes);
    }

    [Fact]
    public async Task A_lost_create_that_was_explained_later_blocks_no_other_identity()
    {
        _bench.Api.On(Bench.Create, Answers.Status(500), Answers.Conflict("c1"), Answers.Created("new1"))
            .On("GET contacts/c1", Answers.Contact("c1", externalId: Bench.Key, email: "moved@example.com"));

        Assert.Equal(ContactOutcome.Found, (await _bench.ResolveAsync()).Outcome);
        Assert.Equal(ContactOutcome.Created, (await _bench.ResolveAsync(externalId: null)).Outcome);
    }
}
