namespace FakeIntercom.Tests;

public sealed class UniquenessTests : FakeIntercomTest
{
    private const string Conflict = "A contact matching those details already exists with id=";
    private const string ArchivedConflict = "An archived contact matching those details already exists with id=";

    [Fact]
    public async Task A_create_answers_200_with_the_contact()
    {
        Reply reply = await PostAsync("contacts", User("u1", "a@x.io"));

        Assert.Equal(200, reply.Status);
        Assert.Matches("^[0-9a-f]{24}$", reply.Id);
        Assert.Equal(("contact", "user", "u1", "a@x.io"), (reply.Text("type"), reply.Text("role"), reply.Text("external_id"), reply.Text("email")));
    }

    [Theory]
    [InlineData("u1", "a@x.io")]
    [InlineData("u1", "other@x.io")]
    [InlineData("u1", null)]
    [InlineData(null, "a@x.io")]
    public async Task A_user_with_a_known_external_id_or_with_a_known_email_alone_conflicts(string? externalId, string? email)
    {
        Reply first = await PostAsync("contacts", User("u1", "a@x.io"));

        Reply second = await PostAsync("contacts", User(externalId, email));

        Assert.Equal((409, "conflict", Conflict + first.Id), (second.Status, second.ErrorCode, second.ErrorMessage));
        Assert.Single((await WorkspaceAsync()).Contacts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("u1")]
    public async Task A_known_email_with_a_new_external_id_makes_a_second_user_in_the_first_reading(string? existing)
    {
        await PostAsync("contacts", User(existing, "a@x.io"));

        Reply second = await PostAsync("contacts", User("u2", "a@x.io"));

        Assert.Equal(200, second.Status);
        Assert.Equal(2, (await WorkspaceAsync()).Contacts.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("u1")]
    public async Task A_known_email_with_a_new_external_id_conflicts_in_the_second_reading(string? existing)
    {
        Options = new() { SameEmailNewExternalIdConflicts = true };
        Reply first = await PostAsync("contacts", User(existing, "a@x.io"));

        Reply second = await PostAsync("contacts", User("u2", "a@x.io"));

        Assert.Equal((409, Conflict + first.Id), (second.Status, second.ErrorMessage));
    }

    [Fact]
    public async Task An_email_that_several_users_share_conflicts_without_an_id()
    {
        await PostAsync("contacts", User("u1", "a@x.io"));
        await PostAsync("contacts", User("u2", "a@x.io"));

        Reply third = await PostAsync("contacts", User(email: "a@x.io"));

        Assert.Equal((409, "conflict"), (third.Status, third.ErrorCode));
        Assert.StartsWith("Multiple existing users match this email address", third.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("id=", third.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lead", StoredContactState.Live)]
    [InlineData("lead", StoredContactState.Archived)]
    [InlineData("user", StoredContactState.Live)]
    [InlineData("user", StoredContactState.Archived)]
    public async Task A_lead_never_conflicts(string existingRole, StoredContactState existingState)
    {
        (await WorkspaceAsync()).Add(existingRole, externalId: "u1", email: "a@x.io", state: existingState);

        Reply lead = await PostAsync("contacts", new { role = "lead", email = "a@x.io", external_id = "u1" });

        Assert.Equal((200, "lead"), (lead.Status, lead.Text("role")));
    }

    [Fact]
    public async Task A_lead_gets_a_UUID_instead_of_the_external_id_that_was_sent()
    {
        Reply lead = await PostAsync("contacts", new { role = "lead", external_id = "u1" });

        Assert.True(Guid.TryParse(lead.Text("external_id"), out _));
    }

    [Fact]
    public async Task A_user_does_not_conflict_with_a_lead_of_the_same_email()
    {
        await PostAsync("contacts", new { role = "lead", email = "a@x.io" });

        Assert.Equal(200, (await PostAsync("contacts", User(email: "a@x.io"))).Status);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("delete")]
    public async Task An_archived_or_deleted_user_still_holds_its_identity(string how)
    {
        Reply first = await PostAsync("contacts", User("u1", "a@x.io"));
        _ = how == "archive" ? await PostAsync($"contacts/{first.Id}/archive", new { }) : await DeleteAsync($"contacts/{first.Id}");

        Reply second = await PostAsync("contacts", User("u1", "a@x.io"));

        Assert.Equal((409, "conflict", ArchivedConflict + first.Id), (second.Status, second.ErrorCode, second.ErrorMessage));
    }

    [Fact]
    public async Task Of_a_live_and_an_archived_holder_of_an_external_id_the_live_one_is_named()
    {
        Workspace workspace = await WorkspaceAsync();
        workspace.Add(externalId: "u1", state: StoredContactState.Archived);
        StoredContact live = workspace.Add(externalId: "u1");

        Assert.Equal(Conflict + live.Id, (await PostAsync("contacts", User("u1"))).ErrorMessage);
    }

    [Fact]
    public async Task The_check_at_create_time_does_not_lag()
    {
        Options = new() { SearchLag = TimeSpan.FromMinutes(3), TimeProvider = Clock };
        await PostAsync("contacts", User("u1", "a@x.io"));

        Assert.Equal(0, (await SearchAsync("external_id", "u1")).Rows);
        Assert.Equal(409, (await PostAsync("contacts", User("u1", "a@x.io"))).Status);
    }

    [Fact]
    public async Task Of_parallel_creates_of_one_user_exactly_one_succeeds()
    {
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync("contacts", User("u1", "a@x.io"))));

        Assert.Equal(1, replies.Count(reply => reply.Status == 200));
        Assert.Equal(19, replies.Count(reply => reply.Status == 409));
    }

    [Theory]
    [InlineData(false, 409)]
    [InlineData(true, 200)]
    public async Task Letter_case_of_emails_counts_only_when_asked_for(bool caseSensitive, int status)
    {
        Options = new() { CaseSensitiveEmails = caseSensitive };
        await PostAsync("contacts", User(email: "a@x.io"));

        Assert.Equal(status, (await PostAsync("contacts", User(email: "A@x.io"))).Status);
    }

    [Fact]
    public async Task A_blank_external_id_is_a_key_that_all_blanks_share()
    {
        await PostAsync("contacts", User(" ", "a@x.io"));

        Assert.Equal(409, (await PostAsync("contacts", User(" ", "b@x.io"))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("contact")]
    public async Task A_missing_or_unknown_role_makes_a_user(string? role) =>
        Assert.Equal("user", (await PostAsync("contacts", new { role, email = "a@x.io" })).Text("role"));

    [Fact]
    public async Task A_null_external_id_is_none() =>
        Assert.Null((await PostAsync("contacts", new { external_id = (string?)null, email = "a@x.io" })).Text("external_id"));

    [Fact]
    public async Task A_user_without_external_id_and_email_is_refused()
    {
        Reply reply = await PostAsync("contacts", new { role = "user", name = "Ann" });

        Assert.Equal((400, "parameter_invalid"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task A_lead_needs_no_identifier() => Assert.Equal(200, (await PostAsync("contacts", new { role = "lead" })).Status);

    [Fact]
    public async Task Without_a_version_header_a_contact_is_created() =>
        Assert.Equal("contact", (await PostAsync("contacts", User("u1"), version: null)).Text("type"));
}
