using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace FakeIntercom.Tests;

public sealed class FaultTests : FakeIntercomTest
{
    [Theory]
    [InlineData(FaultKind.AbortBeforeWrite, 0)]
    [InlineData(FaultKind.AbortAfterWrite, 1)]
    public async Task An_aborted_connection_is_a_request_exception_and_the_write_is_there_only_after_it(FaultKind kind, int written)
    {
        Options.Faults.Enqueue(Routes.CreateContact, kind);

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("contacts", User("u1")));

        Workspace workspace = await WorkspaceAsync();
        Assert.Equal(written, workspace.Contacts.Count);
        ReceivedRequest request = Assert.Single(workspace.Requests);
        Assert.Equal((0, kind), (request.Status, request.Fault));
    }

    [Fact]
    public async Task A_timeout_after_the_write_holds_the_connection_until_the_client_gives_up()
    {
        Options.Faults.Enqueue(Routes.CreateContact, FaultKind.TimeoutAfterWrite);
        Workspace workspace = await WorkspaceAsync();
        using CancellationTokenSource givenUp = new();

        Task<HttpResponseMessage> create = (await ClientAsync()).PostAsJsonAsync("contacts", User("u1"), givenUp.Token);
        while (workspace.Requests.Count == 0)
        {
            await Task.Delay(5);
        }

        Assert.Single(workspace.Contacts);
        Assert.False(create.IsCompleted);
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
    }

    [Fact]
    public async Task A_timeout_after_the_write_ends_with_a_cut_connection_when_the_client_does_not_give_up()
    {
        Options.Faults.Enqueue(Routes.CreateContact, FaultKind.TimeoutAfterWrite);
        Workspace workspace = await WorkspaceAsync();

        Task<Reply> create = PostAsync("contacts", User("u1"));
        await AdvanceUntilCompletedAsync(create, TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<HttpRequestException>(() => create);
        Assert.Single(workspace.Contacts);
    }

    [Theory]
    [InlineData(FaultKind.ServerErrorBeforeWrite, 0)]
    [InlineData(FaultKind.ServerErrorAfterWrite, 1)]
    public async Task A_server_error_comes_before_or_after_the_write(FaultKind kind, int written)
    {
        Options.Faults.Enqueue(Routes.CreateContact, new Fault(kind) { StatusCode = 500 });

        Reply reply = await PostAsync("contacts", User("u1"));

        Assert.Equal((500, "server_error"), (reply.Status, reply.ErrorCode));
        Assert.Equal(written, (await WorkspaceAsync()).Contacts.Count);
    }

    [Fact]
    public async Task A_server_error_can_have_an_empty_body()
    {
        Options.Faults.Enqueue(Routes.GetUser, new Fault(FaultKind.ServerErrorBeforeWrite) { StatusCode = 504, EmptyBody = true });

        Reply reply = await GetAsync("users/1", "1.4");

        Assert.Equal((504, JsonValueKind.Undefined), (reply.Status, reply.Json.ValueKind));
    }

    [Fact]
    public async Task A_search_can_answer_200_without_data()
    {
        Options.Faults.Enqueue(Routes.SearchContacts, FaultKind.NoData);

        Reply reply = await SearchAsync("email", "a@x.io");

        Assert.Equal(200, reply.Status);
        Assert.False(reply.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_create_can_answer_200_without_a_contact_although_it_was_written()
    {
        Options.Faults.Enqueue(Routes.CreateContact, FaultKind.NoData);

        Reply reply = await PostAsync("contacts", User("u1"));

        Assert.Equal((200, "{}"), (reply.Status, reply.Json.GetRawText()));
        Assert.Single((await WorkspaceAsync()).Contacts);
    }

    [Fact]
    public async Task Json_can_end_in_the_middle()
    {
        Options.Faults.Enqueue(Routes.CreateContact, FaultKind.TruncatedJson);
        HttpClient client = await ClientAsync();

        using HttpResponseMessage response = await client.PostAsJsonAsync("contacts", User("u1"));

        Assert.Equal(200, (int)response.StatusCode);
        await Assert.ThrowsAsync<JsonException>(() => response.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Single((await WorkspaceAsync()).Contacts);
    }

    [Fact]
    public async Task A_slow_request_is_handled_after_its_delay()
    {
        Options.Faults.Enqueue(Routes.CreateContact, new Fault(FaultKind.Slow) { Delay = TimeSpan.FromSeconds(30) });
        Workspace workspace = await WorkspaceAsync();

        Task<Reply> create = PostAsync("contacts", User("u1"));
        TimeSpan waited = await AdvanceUntilCompletedAsync(create, TimeSpan.FromSeconds(10));

        Assert.True(waited >= TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await create).Status);
        Assert.Single(workspace.Contacts);
    }

    [Fact]
    public async Task A_429_can_be_injected_and_writes_nothing()
    {
        Options.Faults.Enqueue(Routes.CreateContact, FaultKind.RateLimited);

        Reply reply = await PostAsync("contacts", User("u1"));

        Assert.Equal((429, "rate_limit_exceeded", "0"), (reply.Status, reply.ErrorCode, reply.Header("X-RateLimit-Remaining")));
        Assert.Empty((await WorkspaceAsync()).Contacts);
    }

    [Fact]
    public async Task A_429_of_the_shared_limit_says_when_to_come_back_and_leaves_the_app_its_window()
    {
        Options = new() { RateLimitWindow = TimeSpan.FromSeconds(10), TimeProvider = Clock };
        Options.Faults.Enqueue(Routes.CreateContact, FaultKind.SharedRateLimited);

        Reply reply = await PostAsync("contacts", User("u1"));

        string reset = Clock.GetUtcNow().AddSeconds(10).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Assert.Equal((429, "rate_limit_exceeded", reset), (reply.Status, reply.ErrorCode, reply.Header("X-RateLimit-Reset")));
        Assert.NotEqual("0", reply.Header("X-RateLimit-Remaining"));
        Assert.Empty((await WorkspaceAsync()).Contacts);
    }

    [Fact]
    public async Task Scripted_faults_hit_their_route_in_order_and_null_lets_a_request_through()
    {
        Options.Faults.Enqueue(Routes.CreateContact, FaultKind.RateLimited).Enqueue(Routes.CreateContact, fault: null).Enqueue(Routes.Any, FaultKind.ServerErrorBeforeWrite, times: 2);

        Assert.Equal(429, (await PostAsync("contacts", User("u1"))).Status);
        Assert.Equal(200, (await PostAsync("contacts", User("u2"))).Status);
        Assert.Equal(503, (await GetAsync("contacts")).Status);
        Assert.Equal(503, (await PostAsync("contacts", User("u3"))).Status);
        Assert.Equal(200, (await PostAsync("contacts", User("u4"))).Status);
    }

    [Fact]
    public async Task Random_faults_repeat_with_their_seed_and_keep_to_their_route()
    {
        Assert.Equal(await StatusesAsync(seed: 3), await StatusesAsync(seed: 3));
        Assert.NotEqual(await StatusesAsync(seed: 3), await StatusesAsync(seed: 4));

        static async Task<string> StatusesAsync(int seed)
        {
            FaultRate rate = new(Routes.SearchContacts, new Fault(FaultKind.ServerErrorBeforeWrite), 0.5);
            await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { Faults = new FaultPlan(seed, rate) });
            using HttpClient client = server.CreateClient();
            for (int i = 0; i < 40; i++)
            {
                using HttpResponseMessage search = await client.PostAsJsonAsync("contacts/search", new { query = new { field = "email", @operator = "=", value = "a" } });
                using HttpResponseMessage list = await client.GetAsync("contacts");
                Assert.Equal(200, (int)list.StatusCode);
            }

            return string.Join(" ", server.Workspace.Requests.Where(request => request.Route == Routes.SearchContacts).Select(request => request.Status));
        }
    }

    [Theory]
    [InlineData("POST /nothing", 0.1)]
    [InlineData(Routes.Any, 1.1)]
    [InlineData(Routes.Any, -0.1)]
    [InlineData(Routes.Any, double.NaN)]
    public void A_plan_with_an_unknown_route_or_an_impossible_probability_is_refused(string route, double probability) =>
        Assert.Throws<ArgumentException>(() => new FaultPlan(1, new FaultRate(route, new Fault(FaultKind.Slow), probability)));

    [Fact]
    public void A_plan_whose_probabilities_of_one_route_exceed_1_is_refused() => Assert.Throws<ArgumentException>(() => new FaultPlan(
        1,
        new FaultRate(Routes.Any, new Fault(FaultKind.Slow), 0.6),
        new FaultRate(Routes.GetContact, new Fault(FaultKind.NoData), 0.6)));

    // The server arms its delay at a moment that the test cannot see, so the clock moves until the answer is there.
    private async Task<TimeSpan> AdvanceUntilCompletedAsync(Task task, TimeSpan step)
    {
        DateTimeOffset start = Clock.GetUtcNow();
        while (!task.IsCompleted)
        {
            await Task.Delay(5);
            Clock.Advance(step);
        }

        return Clock.GetUtcNow() - start;
    }
}
