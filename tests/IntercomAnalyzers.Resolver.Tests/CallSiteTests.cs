using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IntercomAnalyzers.Resolver.Tests;

[Collection(nameof(ProcessWide))]
public sealed partial class CallSiteTests
{
    private readonly Bench _bench = new();

    public CallSiteTests()
    {
        // The extensions take limits from the resolver that was set up last.
        ContactResolver.Configure(options =>
        {
            options.AccessToken = "unused";
            options.TimeProvider = _bench.Time;
        });
        _bench.Client.BaseAddress = new Uri("https://api.intercom.test/");
        _bench.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _bench.Token);
    }

    [Fact]
    public async Task PostAsJson_creates_with_every_field_as_sent_and_answers_200_with_the_contact()
    {
        var response = await _bench.Client.FindOrCreateContactAsJsonAsync("contacts", new { role = "user", external_id = Bench.Key, email = Bench.Email, phone = (string?)null, custom_attributes = new { plan = "pro", seats = 3 }, owner_id = 7 });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("https://api.intercom.test/contacts", response.RequestMessage!.RequestUri!.AbsoluteUri);
        Assert.Equal("new1", (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["id"]);
        Assert.Equal([Bench.ByKey, Bench.Search, Bench.Create], _bench.Api.Routes);
        var body = JsonNode.Parse("""{"role":"user","external_id":"u-1","email":"ann@example.com","custom_attributes":{"plan":"pro","seats":3},"owner_id":7}""");
        Assert.True(JsonNode.DeepEquals(body, _bench.Api.Requests[^1].Body), _bench.Api.Requests[^1].Body!.ToJsonString());
        Assert.All(_bench.Api.Requests, request => Assert.Equal("Bearer " + _bench.Token, request.Authorization));
    }

    [Fact]
    public async Task A_found_contact_is_answered_like_a_created_one()
    {
        _bench.Api.On(Bench.ByKey, Answers.Contact("c1", externalId: Bench.Key));

        var response = await _bench.Client.FindOrCreateContactAsJsonAsync("contacts", new { external_id = Bench.Key });

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("c1", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]);
    }

    [Fact]
    public async Task Every_overload_of_the_replaced_methods_compiles_and_resolves()
    {
        _bench.Api.On(Bench.ByKey, Answers.Contact("c1", externalId: Bench.Key)).On("GET contacts/c1", Answers.Contact("c1", externalId: Bench.Key));
        var client = _bench.Client;
        var uri = new Uri("contacts", UriKind.Relative);
        var value = new Payload(Bench.Key);
        var none = CancellationToken.None;
        HttpResponseMessage[] responses =
        [
            await client.FindOrCreateContactAsJsonAsync("contacts", value),
            await client.FindOrCreateContactAsJsonAsync("contacts", value, none),
            await client.FindOrCreateContactAsJsonAsync("contacts", value, JsonSerializerOptions.Web),
            await client.FindOrCreateContactAsJsonAsync("contacts", value, JsonSerializerOptions.Web, none),
            await client.FindOrCreateContactAsJsonAsync("contacts", value, PayloadContext.Default.Payload),
            await client.FindOrCreateContactAsJsonAsync("contacts", value, PayloadContext.Default.Payload, none),
            await client.FindOrCreateContactAsJsonAsync(uri, value),
            await client.FindOrCreateContactAsJsonAsync(uri, value, none),
            await client.FindOrCreateContactAsJsonAsync(uri, value, JsonSerializerOptions.Web, none),
            await client.FindOrCreateContactAsJsonAsync(uri, value, PayloadContext.Default.Payload, none),
            await client.FindOrCreateContactAsync("contacts", Content()),
            await client.FindOrCreateContactAsync("contacts", Content(), none),
            await client.FindOrCreateContactAsync(uri, Content()),
            await client.FindOrCreateContactAsync(uri, Content(), none),
            await client.SendFindOrCreateContactAsync(Request()),
            await client.SendFindOrCreateContactAsync(Request(), none),
            await client.SendFindOrCreateContactAsync(Request(), HttpCompletionOption.ResponseHeadersRead),
            await client.SendFindOrCreateContactAsync(Request(), HttpCompletionOption.ResponseHeadersRead, none),
            client.SendFindOrCreateContact(Request()),
            client.SendFindOrCreateContact(Request(), none),
            client.SendFindOrCreateContact(Request(), HttpCompletionOption.ResponseContentRead),
            client.SendFindOrCreateContact(Request(), HttpCompletionOption.ResponseContentRead, none),
        ];

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(22, _bench.Api.Routes.Count);
    }

    [Fact]
    public async Task A_request_keeps_its_own_headers_and_is_the_answers_RequestMessage()
    {
        _bench.Client.DefaultRequestHeaders.Authorization = null;
        using var request = Request();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _bench.Token);
        request.Headers.Add("Intercom-Version", "2.14");
        request.Headers.Add("X-Trace", "t1");

        var response = await _bench.Client.SendFindOrCreateContactAsync(request);

        Assert.Same(request, response.RequestMessage);
        Assert.All(_bench.Api.Requests, sent => Assert.Equal(("2.14", "t1"), (sent.Version, sent.Message.Headers.GetValues("X-Trace").Single())));
    }

    [Fact]
    public async Task A_typed_failure_is_thrown()
    {
        _bench.Api.On(Bench.Create, Answers.ArchivedConflict("a1"));

        var exception = await Assert.ThrowsAsync<ArchivedContactException>(() => _bench.Client.FindOrCreateContactAsJsonAsync("contacts", new { external_id = Bench.Key }));

        Assert.Equal(["a1"], exception.Resolution.Candidates);
        Assert.IsAssignableFrom<ContactResolutionException>(exception);
    }

    [Fact]
    public async Task A_lead_payload_follows_the_lead_rules()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1")).On("GET contacts/c1", Answers.Contact("c1", externalId: "x", email: Bench.Email));

        var response = await _bench.Client.FindOrCreateContactAsJsonAsync("contacts", new { role = "lead", email = Bench.Email });

        Assert.Equal("user", (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["role"]);
        Assert.Equal(0, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_missing_Authorization_header_is_named_before_any_request()
    {
        _bench.Client.DefaultRequestHeaders.Authorization = null;

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.Client.FindOrCreateContactAsync("contacts", Content()));

        Assert.Contains("Authorization", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Api.Routes);
    }

    [Fact]
    public async Task A_version_that_makes_leads_is_refused_before_any_request()
    {
        _bench.Client.DefaultRequestHeaders.Add("Intercom-Version", "1.4");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.Client.FindOrCreateContactAsync("contacts", Content()));

        Assert.Contains("Intercom-Version", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Api.Routes);
    }

    [Theory]
    [InlineData("contacts/search")]
    [InlineData("events")]
    [InlineData("users/bulk")]
    [InlineData("")]
    [InlineData("ftp://api.intercom.test/contacts")]
    public async Task An_address_that_creates_no_contact_is_refused(string requestUri)
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _bench.Client.FindOrCreateContactAsync(requestUri, Content()));

        Assert.Equal("requestUri", exception.ParamName);
        Assert.Empty(_bench.Api.Routes);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"email":"ann@example.com" """)]
    [InlineData("")]
    [InlineData("""{"name":"Ann"}""")]
    [InlineData("""{"email":" ","external_id":""}""")]
    [InlineData("""{"role":"lead","external_id":"u-1"}""")]
    public async Task A_payload_without_usable_identity_is_refused_before_any_request(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _bench.Client.FindOrCreateContactAsync("contacts", content));

        Assert.DoesNotContain("ann", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(_bench.Api.Routes);
    }

    [Fact]
    public async Task A_request_that_is_no_POST_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "contacts");

        await Assert.ThrowsAsync<ArgumentException>(() => _bench.Client.SendFindOrCreateContactAsync(request));
    }

    [Fact]
    public async Task A_number_as_key_is_compared_as_text()
    {
        _bench.Api.On("GET contacts/find_by_external_id/42", Answers.Contact("c1", externalId: "42"));

        await _bench.Client.FindOrCreateContactAsJsonAsync("contacts", new { external_id = 42 });

        Assert.Single(_bench.Api.Routes);
    }

    [Fact]
    public void The_synchronous_form_does_not_deadlock_under_a_synchronization_context()
    {
        _bench.Api.On(Bench.ByKey, async (request, token) =>
        {
            await Task.Yield();
            return await Answers.NotFound(request, token);
        });
        var finished = SingleThreadContext.Run(() =>
        {
            var response = _bench.Client.SendFindOrCreateContact(Request());
            var resolution = _bench.Resolver.FindOrCreate(new ContactDraft { ExternalId = Bench.Key });
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.NotEqual(ContactOutcome.LookupFailed, resolution.Outcome);
        });

        Assert.True(finished, "The call did not return.");
    }

    private static StringContent Content() => new($$"""{"external_id":"{{Bench.Key}}"}""", Encoding.UTF8, "application/json");

    private static HttpRequestMessage Request() => new(HttpMethod.Post, "contacts") { Content = Content() };

    internal sealed record Payload([property: JsonPropertyName("external_id")] string ExternalId);

    [JsonSerializable(typeof(Payload))]
    internal sealed partial class PayloadContext : JsonSerializerContext;
}
