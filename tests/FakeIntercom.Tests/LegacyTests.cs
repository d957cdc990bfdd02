namespace FakeIntercom.Tests;

public sealed class LegacyTests : FakeIntercomTest
{
    [Fact]
    public async Task A_known_user_id_updates_the_email()
    {
        Reply first = await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, version: null);

        Reply second = await PostAsync("users", new { user_id = "u1", email = "b@x.io" }, version: null);

        Assert.Equal((200, "user", first.Id, "b@x.io"), (second.Status, second.Text("type"), second.Id, second.Text("email")));
    }

    [Fact]
    public async Task A_known_id_updates_user_id_and_email()
    {
        Reply first = await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, "1.4");

        Reply second = await PostAsync("users", new { id = first.Id, user_id = "u2", email = "b@x.io" }, "1.4");

        Assert.Equal((first.Id, "u2", "b@x.io"), (second.Id, second.Text("user_id"), second.Text("email")));
    }

    [Fact]
    public async Task An_email_only_user_adopts_the_user_id_that_comes_later()
    {
        Reply first = await PostAsync("users", new { email = "a@x.io" }, "1.4");

        Reply second = await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, "1.4");

        Assert.Equal((first.Id, "u1"), (second.Id, second.Text("user_id")));
    }

    [Fact]
    public async Task A_known_email_with_another_user_id_makes_a_new_record()
    {
        Reply first = await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, "1.4");

        Reply second = await PostAsync("users", new { user_id = "u2", email = "a@x.io" }, "1.4");

        Assert.Equal(200, second.Status);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task An_email_alone_that_several_users_share_conflicts()
    {
        await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, "1.4");
        await PostAsync("users", new { user_id = "u2", email = "a@x.io" }, "1.4");

        Reply reply = await PostAsync("users", new { email = "a@x.io" }, "1.4");

        Assert.Equal((409, "conflict"), (reply.Status, reply.ErrorCode));
        Assert.StartsWith("Multiple existing users match", reply.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_read_by_id_and_user_id()
    {
        Reply user = await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, "1.4");

        Assert.Equal(user.Id, (await GetAsync($"users/{user.Id}", "1.4")).Id);
        Assert.Equal(user.Id, (await GetAsync("users?user_id=u1", "1.4")).Id);
        Assert.Equal("not_found", (await GetAsync("users?user_id=u2", "1.4")).ErrorCode);
        Assert.Equal(404, (await GetAsync("users/ffffffffffffffffffffffff", "1.4")).Status);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("1.4")]
    [InlineData(null)]
    public async Task Reading_by_email_answers_a_list_since_1_1(string? version)
    {
        Reply user = await PostAsync("users", new { email = "a@x.io" }, "1.4");

        Reply list = await GetAsync("users?email=a%40x.io", version);

        Assert.Equal("user.list", list.Text("type"));
        Assert.Equal(user.Id, list.Json.GetProperty("users")[0].GetProperty("id").GetString());
        Assert.Equal(0, (await GetAsync("users?email=b%40x.io", version)).Json.GetProperty("users").GetArrayLength());
    }

    [Fact]
    public async Task Reading_by_email_in_1_0_answers_one_user_or_a_conflict()
    {
        Reply user = await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, "1.0");
        Assert.Equal(user.Id, (await GetAsync("users?email=a%40x.io", "1.0")).Id);

        await PostAsync("users", new { user_id = "u2", email = "a@x.io" }, "1.0");
        Assert.Equal(409, (await GetAsync("users?email=a%40x.io", "1.0")).Status);
    }

    [Fact]
    public async Task The_list_by_email_lags_like_search()
    {
        Options = new() { SearchLag = TimeSpan.FromMinutes(1), TimeProvider = Clock };
        await PostAsync("users", new { user_id = "u1", email = "a@x.io" }, "1.4");

        Assert.Equal(0, (await GetAsync("users?email=a%40x.io", "1.4")).Json.GetProperty("users").GetArrayLength());
        Assert.Equal(200, (await GetAsync("users?user_id=u1", "1.4")).Status);
    }

    [Fact]
    public async Task Users_do_not_exist_in_2_x()
    {
        Reply reply = await PostAsync("users", new { user_id = "u1" }, "2.0");

        Assert.Equal((400, "Requested resource is not available in current API version"), (reply.Status, reply.ErrorMessage));
    }

    [Fact]
    public async Task Contacts_are_leads_in_1_x_and_every_create_makes_a_new_one()
    {
        Reply first = await PostAsync("contacts", new { email = "a@x.io", user_id = "u1" }, "1.4");
        Reply second = await PostAsync("contacts", new { email = "a@x.io", user_id = "u1" }, "1.4");

        Assert.Equal((200, "contact"), (second.Status, second.Text("type")));
        Assert.NotEqual(first.Id, second.Id);
        Assert.True(Guid.TryParse(second.Text("user_id"), out _));
        Assert.All((await WorkspaceAsync()).Contacts, contact => Assert.Equal("lead", contact.Role));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("user_id")]
    public async Task A_lead_that_is_named_by_its_own_id_is_updated_in_1_x(string key)
    {
        Reply first = await PostAsync("contacts", new { email = "a@x.io" }, "1.4");

        Reply second = await PostAsync("contacts", new Dictionary<string, string?> { [key] = first.Text(key), ["name"] = "Ann" }, "1.4");

        Assert.Equal((first.Id, "Ann", "a@x.io"), (second.Id, second.Text("name"), second.Text("email")));
    }

    [Fact]
    public async Task Events_are_accepted_with_202() => Assert.Equal(202, (await PostAsync("events", new { event_name = "signed-up" }, "1.4")).Status);
}
