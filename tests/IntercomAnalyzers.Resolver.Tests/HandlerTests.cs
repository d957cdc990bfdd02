using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Medallion.Threading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IntercomAnalyzers.Resolver.Tests;

public sealed class HandlerTests
{
    private readonly Bench _bench = new();
    private readonly HttpClient _client;

    public HandlerTests() => _client = Client(Handler(_bench.Api));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_create_is_resolved_and_answered_like_the_real_one(bool synchronous)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "contacts") { Content = JsonContent.Create(new { external_id = Bench.Key, email = Bench.Email, owner_id = 7 }) };
        using var response = synchronous ? await Task.Run(() => _client.Send(request)) : await _client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("new1", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]);
        Assert.Equal([Bench.ByKey, Bench.Search, Bench.Create], _bench.Api.Routes);
        Assert.Equal(7, (int?)_bench.Api.Requests[^1].Body!["owner_id"]);
        Assert.All(_bench.Api.Requests, sent => Assert.Equal(("Bearer " + _bench.Token, "2.16"), (sent.Authorization, sent.Version)));
    }

    [Fact]
    public async Task A_second_create_finds_the_first()
    {
        _bench.Api.On("GET contacts/new1", Answers.Contact("new1", externalId: Bench.Key));

        await _client.PostAsJsonAsync("contacts", new { external_id = Bench.Key });
        await _client.PostAsJsonAsync("contacts", new { external_id = Bench.Key });

        Assert.Equal(1, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task A_legacy_upsert_is_resolved_too()
    {
        _bench.Api.On("GET users?user_id=u-1", Answers.NotFound).On("POST users", Answers.Created("new1"));

        using var response = await _client.PostAsJsonAsync("users", new { user_id = Bench.Key });

        Assert.Equal(["GET users?user_id=u-1", "POST users"], _bench.Api.Routes);
        Assert.Equal("new1", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]);
    }

    [Theory]
    [InlineData("GET", "contacts")]
    [InlineData("PUT", "contacts/c1")]
    [InlineData("POST", "contacts/search")]
    [InlineData("POST", "contacts/c1/notes")]
    [InlineData("POST", "companies/1/contacts")]
    [InlineData("POST", "bulk/users")]
    [InlineData("POST", "events")]
    public async Task Everything_else_passes_through_untouched(string method, string path)
    {
        _bench.Api.On(method + " " + path, Answers.Status(202));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : JsonContent.Create(new { email = Bench.Email }) };

        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Same(request, Assert.Single(_bench.Api.Requests).Message);
    }

    [Fact]
    public async Task Failures_are_the_exceptions_of_the_extensions()
    {
        _bench.Api.On(Bench.Search, Answers.Search("c1", "c2")).On("GET contacts/c1", Answers.Contact("c1", email: Bench.Email)).On("GET contacts/c2", Answers.Contact("c2", email: Bench.Email));
        using var bare = new HttpClient(Handler(_bench.Api)) { BaseAddress = _client.BaseAddress };

        await Assert.ThrowsAsync<AmbiguousContactException>(() => _client.PostAsJsonAsync("contacts", new { email = Bench.Email }));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.PostAsJsonAsync("contacts", new { name = "Ann" }));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => bare.PostAsJsonAsync("contacts", new { email = Bench.Email }));

        Assert.Contains("Authorization", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ContactResolvingHandler), exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Api.Count(Bench.Create));
    }

    [Fact]
    public async Task Two_handlers_and_an_extension_resolve_once()
    {
        using var client = Client(Handler(Handler(_bench.Api)));

        using var response = await client.FindOrCreateContactAsJsonAsync("contacts", new { external_id = Bench.Key, email = Bench.Email });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([Bench.ByKey, Bench.Search, Bench.Create], _bench.Api.Routes);
    }

    [Fact]
    public async Task An_answer_whose_body_never_ends_is_bounded_by_the_attempts_limit()
    {
        _bench.Options.MaxAttempts = 1;
        using var client = Client(Handler(_bench.Api));
        _bench.Api.On(Bench.ByKey, (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream(_bench.Time)) }));

        await Assert.ThrowsAsync<ContactLookupFailedException>(() => client.PostAsJsonAsync("contacts", new { external_id = Bench.Key }));
    }

    [Fact]
    public async Task Registered_it_takes_options_and_lock_from_the_container_and_the_token_from_an_outer_handler()
    {
        var locks = new FakeLockProvider();
        var services = new ServiceCollection().AddSingleton<IDistributedLockProvider>(locks);
        services.Configure<ContactResolverOptions>(options => options.ApiVersion = "2.12");
        services.AddHttpClient("crm", client => client.BaseAddress = _client.BaseAddress)
            .AddHttpMessageHandler(() => new TokenHandler(_bench.Token))
            .AddIntercomContactResolving()
            .ConfigurePrimaryHttpMessageHandler(() => _bench.Api);
        await using var provider = services.BuildServiceProvider();

        using var response = await provider.GetRequiredService<IHttpClientFactory>().CreateClient("crm").PostAsJsonAsync("contacts", new { external_id = Bench.Key });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([Bench.Search, Bench.Create], _bench.Api.Routes);
        Assert.Equal(2, locks.Events.Count);
    }

    [Fact]
    public void An_option_that_cannot_work_is_named_and_no_token_is_needed()
    {
        Assert.NotNull(new ContactResolvingHandler(new ContactResolverOptions()));
        var exception = Assert.Throws<OptionsValidationException>(() => new ContactResolvingHandler(new ContactResolverOptions { MaxAttempts = 0 }));

        Assert.Contains("MaxAttempts", exception.Message, StringComparison.Ordinal);
    }

    private ContactResolvingHandler Handler(HttpMessageHandler inner) => new(_bench.Options) { InnerHandler = inner };

    private HttpClient Client(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler) { BaseAddress = new Uri("https://api.intercom.test/"), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + _bench.Token);
        return client;
    }

    private sealed class TokenHandler(string token) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new("Bearer", token);
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Lets the clock pass the limit of the attempt when it is read, and gives nothing.</summary>
    private sealed class EndlessStream(InstantTimeProvider time) : MemoryStream
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            time.Advance(TimeSpan.FromSeconds(21));
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
