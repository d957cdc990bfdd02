using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver.Tests;

public sealed class LegacyUserTests
{
    private const string ByUserId = "GET users?user_id=u-1";
    private const string ByEmail = "GET users?email=ann%40example.com";
    private const string Upsert = "POST users";

    private readonly Bench _bench = new();

    public LegacyUserTests()
    {
        _bench.Client.BaseAddress = new Uri("https://api.intercom.test/");
        _bench.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _bench.Token);
        _bench.Api.On(ByUserId, Answers.NotFound).On(ByEmail, List()).On(Upsert, Answers.Created("n1"));
    }

    [Fact]
    public async Task A_new_user_is_looked_up_twice_and_posted_as_sent()
    {
        var response = await PostAsync(new { user_id = Bench.Key, email = Bench.Email, last_request_at = 5, companies = new[] { new { company_id = "c" } } });

        Assert.Equal([ByUserId, ByEmail, Upsert], _bench.Api.Routes);
        Assert.Equal("n1", (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["id"]);
        var body = JsonNode.Parse("""{"user_id":"u-1","email":"ann@example.com","last_request_at":5,"companies":[{"company_id":"c"}]}""");
        Assert.True(JsonNode.DeepEquals(body, _bench.Api.Requests[^1].Body));
        Assert.All(_bench.Api.Requests, request => Assert.Null(request.Version));
    }

    [Fact]
    public async Task A_found_user_is_updated_by_its_id()
    {
        _bench.Api.On(ByUserId, User("c1", Bench.Key, "old@example.com"));

        await PostAsync(new { user_id = Bench.Key, email = Bench.Email });

        Assert.Equal([ByUserId, Upsert], _bench.Api.Routes);
        Assert.Equal("c1", (string?)_bench.Api.Requests[^1].Body!["id"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_email_only_user_is_adopted_from_one_user_or_a_list(bool asList)
    {
        _bench.Api.On(ByEmail, asList ? List(UserJson("c1", null, Bench.Email)) : User("c1", null, Bench.Email));

        await PostAsync(new { user_id = Bench.Key, email = Bench.Email });

        Assert.Equal("c1", (string?)_bench.Api.Requests[^1].Body!["id"]);
    }

    [Fact]
    public async Task Another_users_email_is_Ambiguous_instead_of_the_classic_duplicate()
    {
        _bench.Api.On(ByEmail, List(UserJson("c1", "other", Bench.Email)));

        var exception = await Assert.ThrowsAsync<AmbiguousContactException>(() => PostAsync(new { user_id = Bench.Key, email = Bench.Email }));

        Assert.Equal(["c1"], exception.Resolution.Candidates);
        Assert.Equal(0, _bench.Api.Count(Upsert));
    }

    [Fact]
    public async Task Several_matches_are_Ambiguous()
    {
        _bench.Api.On(ByEmail, List(UserJson("c1", null, Bench.Email), UserJson("c2", "x", Bench.Email)));

        await Assert.ThrowsAsync<AmbiguousContactException>(() => PostAsync(new { email = Bench.Email }));

        Assert.Equal(0, _bench.Api.Count(Upsert));
    }

    [Theory]
    [InlineData(ByUserId)]
    [InlineData(ByEmail)]
    public async Task A_list_that_was_not_filtered_proves_nothing(string route)
    {
        _bench.Api.On(route, List(UserJson("c1", "stranger", "stranger@example.com")));

        await Assert.ThrowsAsync<ContactLookupFailedException>(() => PostAsync(new { user_id = Bench.Key, email = Bench.Email }));

        Assert.Equal(0, _bench.Api.Count(Upsert));
    }

    [Theory]
    [InlineData(ByUserId, 500)]
    [InlineData(ByUserId, 503)]
    [InlineData(ByUserId, 429)]
    [InlineData(ByUserId, 200)]
    [InlineData(ByUserId, 404)]
    [InlineData(ByEmail, 500)]
    [InlineData(ByEmail, 503)]
    [InlineData(ByEmail, 429)]
    [InlineData(ByEmail, 200)]
    [InlineData(ByEmail, 404)]
    public async Task A_failed_lookup_is_never_followed_by_a_post(string route, int status)
    {
        // 200 and 404 without a body prove nothing either.
        _bench.Api.On(route, Answers.Status(status));

        await Assert.ThrowsAsync<ContactLookupFailedException>(() => PostAsync(new { user_id = Bench.Key, email = Bench.Email }));

        Assert.Equal(0, _bench.Api.Count(Upsert));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_post_that_names_the_user_id_is_repeated(int status)
    {
        _bench.Api.On(Upsert, Answers.Status(status), Answers.Created("n1"));

        await PostAsync(new { user_id = Bench.Key, email = Bench.Email });

        Assert.Equal(2, _bench.Api.Count(Upsert));
    }

    [Fact]
    public async Task A_lost_post_by_email_alone_is_not_repeated()
    {
        _bench.Api.On(Upsert, Answers.Status(503));

        await Assert.ThrowsAsync<ContactCreateOutcomeUnknownException>(() => PostAsync(new { email = Bench.Email }));
        await Assert.ThrowsAsync<ContactCreateOutcomeUnknownException>(() => PostAsync(new { email = Bench.Email }));

        Assert.Equal(1, _bench.Api.Count(Upsert));
    }

    [Fact]
    public async Task A_payload_with_Intercoms_id_is_posted_at_once()
    {
        _bench.Api.On(Upsert, Answers.Status(503), Answers.Created("c1"));

        await PostAsync(new { id = "c1", name = "Ann" });

        Assert.Equal([Upsert, Upsert], _bench.Api.Routes);
    }

    [Fact]
    public async Task A_user_just_posted_is_read_by_its_id()
    {
        _bench.Api.On("GET users/n1", User("n1", Bench.Key, Bench.Email));

        await PostAsync(new { user_id = Bench.Key, email = Bench.Email });
        _bench.Api.Clear();
        await PostAsync(new { user_id = Bench.Key, email = Bench.Email });

        Assert.Equal(["GET users/n1", Upsert], _bench.Api.Routes);
        Assert.Equal("n1", (string?)_bench.Api.Requests[^1].Body!["id"]);
    }

    [Fact]
    public async Task A_version_in_the_path_stays()
    {
        _bench.Api.On("GET v1/users?user_id=u-1", User("c1", Bench.Key, null)).On("POST v1/users", Answers.Created("c1"));

        await PostAsync(new { user_id = Bench.Key }, "v1/users");

        Assert.Equal(["GET v1/users?user_id=u-1", "POST v1/users"], _bench.Api.Routes);
    }

    // The extension without its process-wide settings: these tests bring their own clock.
    private Task<HttpResponseMessage> PostAsync(object payload, string address = "users") =>
        CallSite.SendAsync(_bench.Client, new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(payload) }, _bench.Resolver.Settings, CancellationToken.None);

    private static JsonObject UserJson(string id, string? userId, string? email) => new() { ["type"] = "user", ["id"] = id, ["user_id"] = userId, ["email"] = email };

    private static Answer User(string id, string? userId, string? email) => Answers.Json(200, UserJson(id, userId, email).ToJsonString());

    private static Answer List(params JsonObject[] users) => Answers.Json(200, new JsonObject { ["type"] = "user.list", ["users"] = new JsonArray([.. users]) }.ToJsonString());
}
