using System.Text.Json;

namespace FakeIntercom.Tests;

public sealed class LookupTests : FakeIntercomTest
{
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_new_contact_is_invisible_to_search_and_list_until_the_lag_is_over_but_not_to_reads_by_id_and_external_id()
    {
        Options = new() { SearchLag = Lag, TimeProvider = Clock };
        Reply created = await PostAsync("contacts", User("u1", "a@x.io"));

        Assert.Equal(200, (await GetAsync($"contacts/{created.Id}")).Status);
        Assert.Equal(200, (await GetAsync("contacts/find_by_external_id/u1")).Status);
        Assert.Equal(0, (await SearchAsync("email", "a@x.io")).Rows);
        Assert.Equal(0, (await GetAsync("contacts")).Rows);

        Clock.Advance(Lag);
        Assert.Equal(1, (await SearchAsync("email", "a@x.io")).Rows);
        Assert.Equal(1, (await GetAsync("contacts")).Rows);
    }

    [Fact]
    public async Task After_an_update_search_still_matches_and_shows_the_old_values()
    {
        Options = new() { SearchLag = Lag, TimeProvider = Clock };
        StoredContact contact = (await WorkspaceAsync()).Add(email: "old@x.io");
        await PutAsync($"contacts/{contact.Id}", new { email = "new@x.io" });

        Reply stale = await SearchAsync("email", "old@x.io");
        Assert.Equal("old@x.io", stale.Json.GetProperty("data")[0].GetProperty("email").GetString());
        Assert.Equal(0, (await SearchAsync("email", "new@x.io")).Rows);

        Clock.Advance(Lag);
        Assert.Equal(0, (await SearchAsync("email", "old@x.io")).Rows);
        Assert.Equal(1, (await SearchAsync("email", "new@x.io")).Rows);
    }

    [Fact]
    public async Task A_search_for_one_of_several_identifiers_finds_contacts_in_the_order_of_their_creation_and_each_once()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact first = workspace.Add(email: "first@x.io");
        StoredContact second = workspace.Add(externalId: "u2", email: "second@x.io");
        workspace.Add(externalId: "u3", email: "third@x.io");
        await PutAsync($"contacts/{first.Id}", new { email = "Second@x.io" });

        Reply found = await PostAsync("contacts/search", new { query = new { @operator = "OR", value = new[] { Filter("external_id", "u2"), Filter("email", "SECOND@x.io"), Filter("email", "second@x.io") } } });

        Assert.Equal([first.Id, second.Id], found.Json.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetString()));

        static object Filter(string field, string value) => new { field, @operator = "=", value };
    }

    [Fact]
    public async Task Stale_rows_can_be_switched_off()
    {
        Options = new() { SearchLag = Lag, StaleSearchRows = false, TimeProvider = Clock };
        StoredContact contact = (await WorkspaceAsync()).Add(email: "old@x.io");
        await PutAsync($"contacts/{contact.Id}", new { email = "new@x.io" });

        Assert.Equal(1, (await SearchAsync("email", "new@x.io")).Rows);
    }

    [Fact]
    public async Task Archived_contacts_leave_search_and_list_when_the_lag_is_over()
    {
        Options = new() { SearchLag = Lag, TimeProvider = Clock };
        StoredContact contact = (await WorkspaceAsync()).Add(email: "a@x.io");
        await PostAsync($"contacts/{contact.Id}/archive", new { });

        Assert.Equal(1, (await GetAsync("contacts")).Rows);
        Clock.Advance(Lag);
        Assert.Equal(0, (await GetAsync("contacts")).Rows);
        Assert.Equal(0, (await SearchAsync("email", "a@x.io")).Rows);
    }

    [Fact]
    public async Task Find_by_external_id_lags_only_when_asked_for()
    {
        Options = new() { FindByExternalIdLag = Lag, TimeProvider = Clock };
        await PostAsync("contacts", User("u1"));

        Assert.Equal(404, (await GetAsync("contacts/find_by_external_id/u1")).Status);
        Clock.Advance(Lag);
        Assert.Equal(200, (await GetAsync("contacts/find_by_external_id/u1")).Status);
    }

    [Fact]
    public async Task Find_by_external_id_answers_404_not_found_for_a_miss()
    {
        Reply reply = await GetAsync("contacts/find_by_external_id/u1");

        Assert.Equal((404, "not_found"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task Find_by_external_id_finds_users_and_no_leads()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact user = workspace.Add(externalId: "u1");
        StoredContact lead = workspace.Add("lead");

        Assert.Equal(user.Id, (await GetAsync("contacts/find_by_external_id/u1")).Id);
        Assert.Equal(404, (await GetAsync($"contacts/find_by_external_id/{lead.ExternalId}")).Status);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a%b")]
    [InlineData("ü")]
    [InlineData("a+b?c#d")]
    public async Task Find_by_external_id_takes_a_percent_encoded_segment(string externalId)
    {
        (await WorkspaceAsync()).Add(externalId: externalId);

        Assert.Equal(200, (await GetAsync($"contacts/find_by_external_id/{Uri.EscapeDataString(externalId)}")).Status);
    }

    [Fact]
    public async Task Find_by_external_id_does_not_exist_before_2_13()
    {
        (await WorkspaceAsync()).Add(externalId: "u1");

        Assert.Equal(400, (await GetAsync("contacts/find_by_external_id/u1", "2.12")).Status);
        Assert.Equal(200, (await GetAsync("contacts/find_by_external_id/u1", "2.13")).Status);
    }

    [Theory]
    [InlineData(StoredContactState.Archived)]
    [InlineData(StoredContactState.Deleted)]
    public async Task Archived_and_deleted_contacts_answer_404_User_Not_Found(StoredContactState state)
    {
        StoredContact contact = (await WorkspaceAsync()).Add(externalId: "u1", state: state);

        Reply reply = await GetAsync($"contacts/{contact.Id}");

        Assert.Equal((404, "not_found", "User Not Found"), (reply.Status, reply.ErrorCode, reply.ErrorMessage));
        Assert.Equal(404, (await GetAsync("contacts/find_by_external_id/u1")).Status);
    }

    [Fact]
    public async Task Names_and_emails_are_html_escaped_unless_told_otherwise()
    {
        StoredContact contact = (await WorkspaceAsync()).Add(email: "o'hara@x.io", name: "A & B");

        Reply escaped = await GetAsync($"contacts/{contact.Id}");
        Reply plain = await GetAsync($"contacts/{contact.Id}?escape_identity=false");

        Assert.Equal(("o&#39;hara@x.io", "A &amp; B"), (escaped.Text("email"), escaped.Text("name")));
        Assert.Equal(("o'hara@x.io", "A & B"), (plain.Text("email"), plain.Text("name")));
    }

    [Fact]
    public async Task An_email_in_the_query_string_of_a_list_is_no_filter()
    {
        Workspace workspace = await WorkspaceAsync();
        workspace.Add(email: "a@x.io");
        workspace.Add(email: "b@x.io");

        Assert.Equal(2, (await GetAsync("contacts?email=a%40x.io")).Rows);
    }

    [Fact]
    public async Task Search_pages_through_all_rows_with_starting_after()
    {
        Workspace workspace = await WorkspaceAsync();
        for (int i = 0; i < 5; i++)
        {
            workspace.Add(email: "a@x.io", externalId: $"u{i}");
        }

        List<string?> seen = [];
        string? after = null;
        do
        {
            Reply page = await PostAsync("contacts/search", new
            {
                query = new { field = "email", @operator = "=", value = "a@x.io" },
                pagination = new { per_page = 2, starting_after = after },
            });
            Assert.Equal(5, page.Json.GetProperty("total_count").GetInt32());
            seen.AddRange(page.Json.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("external_id").GetString()));
            JsonElement next = page.Json.GetProperty("pages").GetProperty("next");
            after = next.ValueKind == JsonValueKind.Null ? null : next.GetProperty("starting_after").GetString();
        }
        while (after is not null);

        Assert.Equal(["u0", "u1", "u2", "u3", "u4"], seen);
    }

    [Theory]
    [InlineData("=", "a@x.io", 1)]
    [InlineData("!=", "a@x.io", 1)]
    [InlineData("~", "x.io", 2)]
    [InlineData("!~", "x.io", 0)]
    [InlineData("^", "a@", 1)]
    [InlineData("$", "y.x.io", 1)]
    public async Task Search_knows_the_operator(string comparison, string value, int rows)
    {
        Workspace workspace = await WorkspaceAsync();
        workspace.Add(email: "a@x.io");
        workspace.Add(email: "b@y.x.io");

        Assert.Equal(rows, (await SearchAsync("email", value, comparison)).Rows);
    }

    [Fact]
    public async Task Search_combines_filters_with_AND_OR_and_IN()
    {
        Workspace workspace = await WorkspaceAsync();
        StoredContact wanted = workspace.Add(email: "a@x.io", externalId: "u1");
        workspace.Add("lead", email: "a@x.io");
        workspace.Add(email: "b@x.io", externalId: "u2");

        Reply reply = await PostAsync("contacts/search", new
        {
            query = new
            {
                @operator = "AND",
                value = new object[]
                {
                    new { field = "role", @operator = "=", value = "user" },
                    new
                    {
                        @operator = "OR",
                        value = new object[]
                        {
                            new { field = "external_id", @operator = "=", value = "none" },
                            new { field = "email", @operator = "IN", value = new[] { "a@x.io", "c@x.io" } },
                        },
                    },
                },
            },
        });

        Assert.Equal(wanted.Id, Assert.Single(reply.Json.GetProperty("data").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{}""", "parameter_invalid")]
    [InlineData("""{"query":{"field":"email","operator":"?","value":"a"}}""", "parameter_invalid")]
    [InlineData("""{"query":{"field":"shoe_size","operator":"=","value":"a"}}""", "parameter_invalid")]
    [InlineData("""{"query":{"operator":"AND","value":[]}}""", "parameter_invalid")]
    [InlineData("""{"query":{"field":"email","operator":"=","value":"a"},"pagination":{"per_page":151}}""", "parameter_invalid")]
    [InlineData("""{"query":{"field":"email","operator":"=","value":"a"},"sort":{"order":"up"}}""", "invalid_sort_order")]
    [InlineData("""not json""", "parameter_invalid")]
    public async Task A_bad_search_answers_400(string body, string code)
    {
        using StringContent content = new(body);
        Reply reply = await Reply.ReadAsync(await (await ClientAsync()).PostAsync("contacts/search", content));

        Assert.Equal((400, code), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task A_group_takes_15_filters_and_two_levels()
    {
        object filter = new { field = "email", @operator = "=", value = "a@x.io" };
        object Group(int count, object item) => new { @operator = "OR", value = Enumerable.Repeat(item, count) };

        Assert.Equal(200, (await PostAsync("contacts/search", new { query = Group(15, filter) })).Status);
        Assert.Equal(400, (await PostAsync("contacts/search", new { query = Group(16, filter) })).Status);
        Assert.Equal(200, (await PostAsync("contacts/search", new { query = Group(1, Group(1, filter)) })).Status);
        Assert.Equal(400, (await PostAsync("contacts/search", new { query = Group(1, Group(1, Group(1, filter))) })).Status);
    }

    [Fact]
    public async Task Dates_are_compared_by_whole_days_before_Preview()
    {
        (await WorkspaceAsync()).Add(email: "a@x.io");
        object query = new { query = new { field = "created_at", @operator = ">", value = Clock.GetUtcNow().AddDays(-1).AddSeconds(-1).ToUnixTimeSeconds() } };

        Assert.Equal(0, (await PostAsync("contacts/search", query)).Rows);
        Assert.Equal(1, (await PostAsync("contacts/search", query, "Preview")).Rows);
    }
}
