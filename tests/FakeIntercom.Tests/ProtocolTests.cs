using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace FakeIntercom.Tests;

public sealed class ProtocolTests : FakeIntercomTest
{
    [Fact]
    public async Task The_request_id_of_an_error_equals_its_header()
    {
        Reply reply = await GetAsync("contacts/nobody");

        Assert.Equal("error.list", reply.Text("type"));
        Assert.Equal(reply.Header("X-Request-Id"), reply.Text("request_id"));
    }

    [Fact]
    public async Task Another_token_answers_401_without_rate_limit_headers()
    {
        HttpClient client = await ClientAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "other");

        Reply reply = await Reply.ReadAsync(await client.PostAsJsonAsync("contacts", User("u1")));

        Assert.Equal((401, "unauthorized"), (reply.Status, reply.ErrorCode));
        Assert.False(reply.Response.Headers.Contains("X-RateLimit-Limit"));
        Assert.Empty((await WorkspaceAsync()).Contacts);
    }

    [Fact]
    public async Task The_version_is_echoed_and_an_unknown_one_answers_intercom_version_invalid()
    {
        Assert.Equal("2.16", (await GetAsync("contacts")).Header("Intercom-Version"));

        Reply reply = await GetAsync("contacts", "3.1");
        Assert.Equal((400, "intercom_version_invalid"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task An_unknown_route_answers_404_not_found()
    {
        Reply reply = await GetAsync("nothing");

        Assert.Equal((404, "not_found"), (reply.Status, reply.ErrorCode));
    }

    [Fact]
    public async Task A_used_up_window_answers_429_until_its_reset()
    {
        Options = new() { RateLimit = 2, RateLimitWindow = TimeSpan.FromSeconds(10), TimeProvider = Clock };
        string reset = Clock.GetUtcNow().AddSeconds(10).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Reply first = await GetAsync("contacts");
        Assert.Equal(("2", "1", reset), (first.Header("X-RateLimit-Limit"), first.Header("X-RateLimit-Remaining"), first.Header("X-RateLimit-Reset")));
        Assert.Equal("0", (await GetAsync("contacts")).Header("X-RateLimit-Remaining"));

        Reply refused = await PostAsync("contacts", User("u1"));
        Assert.Equal((429, "rate_limit_exceeded", "Exceeded rate limit of 2 in 10_seconds"), (refused.Status, refused.ErrorCode, refused.ErrorMessage));
        Assert.Equal(("0", reset), (refused.Header("X-RateLimit-Remaining"), refused.Header("X-RateLimit-Reset")));
        Assert.Empty((await WorkspaceAsync()).Contacts);

        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(200, (await PostAsync("contacts", User("u1"))).Status);
    }

    [Fact]
    public async Task Requests_are_recorded_with_their_status_and_reset_forgets_everything()
    {
        Workspace workspace = await WorkspaceAsync();
        await PostAsync("contacts", User("u1"));
        await GetAsync("contacts/find_by_external_id/a%20b?x=1");

        Assert.Equal(
            [("POST", "/contacts", Routes.CreateContact, 200), ("GET", "/contacts/find_by_external_id/a%20b?x=1", Routes.FindByExternalId, 404)],
            workspace.Requests.Select(request => (request.Method, request.PathAndQuery, request.Route, request.Status)));
        Assert.Equal("""{"role":"user","external_id":"u1"}""", workspace.Requests[0].Body);

        await PostAsync("_fake/reset", new { });
        Assert.Empty(workspace.Requests);
        Assert.Empty(workspace.Contacts);
    }

    [Fact]
    public async Task All_requests_are_counted_but_only_the_newest_are_kept_when_there_is_a_limit()
    {
        Options = new() { KeptRequests = 2, TimeProvider = Clock };
        Options.Faults.Enqueue(Routes.ListContacts, FaultKind.NoData);
        Workspace workspace = await WorkspaceAsync();
        await GetAsync("contacts");
        await GetAsync("me");
        await PostAsync("contacts", User("u1"));

        Assert.Equal([Routes.Me, Routes.CreateContact], workspace.Requests.Select(request => request.Route));
        Assert.Equal(3, workspace.RequestCount);
        Assert.Equal(KeyValuePair.Create(FaultKind.NoData, 1), Assert.Single(workspace.FaultCounts));

        await PostAsync("_fake/reset", new { });
        Assert.Equal(0, workspace.RequestCount);
        Assert.Empty(workspace.FaultCounts);
    }

    [Fact]
    public async Task The_fake_tells_contacts_duplicates_and_requests_without_a_token()
    {
        (await WorkspaceAsync()).Add("lead", email: "a@x.io");
        (await WorkspaceAsync()).Add("lead", email: "a@x.io");
        await GetAsync("contacts");
        HttpClient client = await ClientAsync();
        client.DefaultRequestHeaders.Authorization = null;

        Assert.Equal("""{"contacts":2,"duplicates":1}""", await client.GetStringAsync("_fake/duplicates"));
        Assert.Contains("\"path\":\"/contacts\",\"status\":200", await client.GetStringAsync("_fake/requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_seed_ids_repeat()
    {
        Options = new() { Seed = 7 };
        await using FakeIntercomServer other = await FakeIntercomServer.StartAsync(new() { Seed = 7 });

        Assert.Equal((await WorkspaceAsync()).Add(externalId: "u1").Id, other.Workspace.Add(externalId: "u1").Id);
    }
}
