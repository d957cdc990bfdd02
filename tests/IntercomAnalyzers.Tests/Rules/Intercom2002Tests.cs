using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom2002Tests : CaseTests<Intercom2002Tests>, ICases
{
    public static string Id => "INTERCOM2002";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "a decorator around the class itself retries the create",
            """
            using Polly;
            using Polly.Retry;
            interface IPeople { Task<string?> FindAsync(string email); Task CreateAsync(string email); }
            class People(HttpClient http) : IPeople
            {
                public async Task<string?> FindAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                public async Task CreateAsync(string email) => (await {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}).EnsureSuccessStatusCode();
            }
            class RetryingPeople(People inner) : IPeople
            {
                private readonly ResiliencePipeline retry = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions()).Build();
                public async Task<string?> FindAsync(string email) => await retry.ExecuteAsync(async _ => await inner.FindAsync(email));
                public async Task CreateAsync(string email) => await retry.ExecuteAsync(async _ => await inner.CreateAsync(email));
            }
            class Booked(IPeople people)
            {
                public async Task A(string email) { if (await people.FindAsync(email) is null) await people.CreateAsync(email); }
            }
            """
        },
        {
            "the keyed pipeline of the field, and a handler made with a retry policy",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Http;
            using Polly;
            using Polly.Retry;
            static class Start { public static void Add(IServiceCollection services) => services.AddResiliencePipeline("crm", b => b.AddRetry(new RetryStrategyOptions())); }
            class C
            {
                private readonly HttpClient http;
                private readonly HttpClient own = new(new PolicyHttpMessageHandler(Policy.Handle<HttpRequestException>().OrResult<HttpResponseMessage>(r => (int)r.StatusCode >= 500).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n))) { InnerHandler = new SocketsHttpHandler() });
                private readonly ResiliencePipeline pipeline;
                public C(HttpClient http, [FromKeyedServices("crm")] ResiliencePipeline pipeline) { this.http = http; this.pipeline = pipeline; }
                public async Task A(string email)
                {
                    if (await FindAsync(http, email) is not null) return;
                    await pipeline.ExecuteAsync(async ct => await {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }, ct)|});
                }
                public async Task B(string email)
                {
                    if (await FindAsync(own, email) is not null) return;
                    await {|INTERCOM2002:own.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                private static async Task<string?> FindAsync(HttpClient client, string email)
                {
                    using var response = await client.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
            }
            """
        },
        {
            "a local function that is handed to a policy by name",
            """
            using Polly;
            class C(HttpClient http)
            {
                private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(1 << n));
                public Task M(string email)
                {
                    return Retry.ExecuteAsync(CreateAsync);
                    async Task CreateAsync()
                    {
                        using var response = await {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                        response.EnsureSuccessStatusCode();
                    }
                }
            }
            """
        },
        {
            "one of two callers repeats the create alone",
            """
            using Polly;
            class C(HttpClient http)
            {
                private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(1 << n));
                public Task Patient(string email) => Retry.ExecuteAsync(() => CreateAsync(email));
                public Task Hasty(string email) => CreateAsync(email);
                private Task CreateAsync(string email) => {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
            }
            """
        },
        {
            "pipeline, policy and loop around the create alone",
            """
            using Polly;
            class C(HttpClient http)
            {
                private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
                private readonly IAsyncPolicy policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));
                public async Task A(string email) { if (await FindAsync(email) is null) await Pipeline.ExecuteAsync(async ct => await {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }, ct)|}); }
                public async Task B(string email) { if (await FindAsync(email) is null) await policy.ExecuteAsync(() => {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|}); }
                public async Task D(string email)
                {
                    if (await FindAsync(email) is not null) return;
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        try { await {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|}; return; }
                        catch (HttpRequestException) { await Task.Delay(1000 << attempt); }
                    }
                }
            """ + CaseSnippets.Search
        },
        {
            "handler on the client's registration",
            """
            using Microsoft.Extensions.DependencyInjection;
            class C(HttpClient http)
            {
                public static void Add(IServiceCollection services) => services.AddHttpClient<C>(c => c.BaseAddress = new Uri("https://api.intercom.io")).AddStandardResilienceHandler();
                public async Task A(string email) { if (await FindAsync(email) is null) await {|INTERCOM2002:http.PostAsJsonAsync("contacts", new { email })|}; }
                private async Task<string?> FindAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                }
            """
        },
        {
            "own helper that takes the create as a delegate; a caller that retries the wrapper",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { if (await FindAsync(email) is null) await Again(() => {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|}); }
                public async Task B(string email) { if (await FindAsync(email) is null) await Again(() => Put(email)); }
                private Task Put(string email) => {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
                private static async Task Again(Func<Task> work)
                {
                    for (var attempt = 1; ; attempt++)
                    {
                        try { await work(); return; }
                        catch (HttpRequestException) when (attempt < 3) { await Task.Delay(1000 * attempt); }
                    }
                }
            """ + CaseSnippets.Search
        },
        {
            "goto around the create",
            """
            class C(HttpClient http)
            {
                public async Task A(string email)
                {
                    if (await FindAsync(email) is not null) return;
                again:
                    var response = await {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
                    if (response.StatusCode == HttpStatusCode.TooManyRequests) { await Task.Delay(10000); goto again; }
                }
            """ + CaseSnippets.Search
        },
        {
            "the local function that creates is called inside of the retry, the other one before it",
            """
            using Polly;
            class C(HttpClient http)
            {
                private record Page(List<string> Data);
                public async Task M(string email)
                {
                    var retry = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
                    if ((await Search()).Count == 0) await retry.ExecuteAsync(async ct => await Create());
                    async Task<List<string>> Search()
                    {
                        using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                        response.EnsureSuccessStatusCode();
                        return (await response.Content.ReadFromJsonAsync<Page>())!.Data;
                    }
                    Task<HttpResponseMessage> Create() => {|INTERCOM2002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "a handler with a policy that is not in sight may retry, but not surely",
            """
            using Polly;
            class PolicyHandler(IAsyncPolicy<HttpResponseMessage> policy) : DelegatingHandler(new SocketsHttpHandler())
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) => policy.ExecuteAsync(t => base.SendAsync(request, t), ct);
            }
            class C(IAsyncPolicy<HttpResponseMessage> policy)
            {
                private readonly HttpClient http = new(new PolicyHandler(policy));
                public async Task A(string email)
                {
                    if (await FindAsync(email) is not null) return;
                    await CreateAsync(email);
                }
            """ + CaseSnippets.Search
        },
        {
            "each pass of the loop is about the next lead",
            """
            class C(HttpClient http)
            {
                public async Task M(Queue<string> emails)
                {
                    while (emails.Count > 0)
                    {
                        var email = emails.Dequeue();
                        try { await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
                        catch (HttpRequestException) { Console.WriteLine(email); }
                    }
                }
            }
            """
        },
        {
            "the search is repeated",
            """
            using Polly;
            class C(HttpClient http, ResiliencePipeline unseen)
            {
                private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
                public async Task A(string email) => await Pipeline.ExecuteAsync(async ct => { if (await FindAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }, ct); });
                public async Task B(string email) { if (await FindAsync(email) is null) await unseen.ExecuteAsync(async ct => await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }, ct)); }
                public async Task D(string email) => await Pipeline.ExecuteAsync(async ct => await EnsureAsync(email));
                private async Task EnsureAsync(string email) { if (await FindAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
            """ + CaseSnippets.Search
        },
        {
            "conflict handled, upsert, unsafe methods excluded",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Http.Resilience;
            using Polly;
            class C(HttpClient http)
            {
                private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
                public async Task A(string id) => await Pipeline.ExecuteAsync(async ct =>
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id }, ct);
                    if (response.StatusCode == HttpStatusCode.Conflict) return;
                    response.EnsureSuccessStatusCode();
                });
                public async Task B(string id) => await Pipeline.ExecuteAsync(async ct => await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }, ct));
            }
            class D(HttpClient http)
            {
                public static void Add(IServiceCollection services) =>
                    services.AddHttpClient<D>(c => c.BaseAddress = new Uri("https://api.intercom.io")).AddResilienceHandler("r", b => b.AddRetry(new HttpRetryStrategyOptions { ShouldHandle = a => ValueTask.FromResult(a.Outcome.Result?.RequestMessage?.Method == HttpMethod.Get) }));
                public Task A(string email) => http.PostAsJsonAsync("contacts", new { email });
            }
            """
        },
        {
            "loops over work are no retries",
            """
            class C(HttpClient http)
            {
                public async Task A(System.Threading.Channels.ChannelReader<string> queue, CancellationToken ct)
                {
                    while (!ct.IsCancellationRequested)
                    {
                        var email = await queue.ReadAsync(ct);
                        try { if (await FindAsync(email) is null) await CreateAsync(email); }
                        catch (HttpRequestException e) { Console.WriteLine(e.StatusCode); }
                    }
                }
                public async Task B(IEnumerable<string> emails)
                {
                    foreach (var email in emails)
                    {
                        try { await CreateAsync(email); } catch (HttpRequestException) { }
                    }
                }
            """ + CaseSnippets.Search
        },
        {
            "retry around the lookup alone",
            """
            using Polly;
            class C(HttpClient http)
            {
                private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
                public async Task A(string email) { var known = await Pipeline.ExecuteAsync(async ct => await FindAsync(email)); if (known is null) await CreateAsync(email); }
            """ + CaseSnippets.Search
        },
        {
            "local functions that search and create, called inside of the retry",
            """
            using Polly;
            class C(HttpClient http, ResiliencePipeline pipeline)
            {
                private record Page(List<string> Data);
                public async Task M(string email)
                {
                    var retry = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
                    await retry.ExecuteAsync(async ct => { if ((await Search()).Count == 0) await Create(); });
                    async Task<List<string>> Search()
                    {
                        using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                        response.EnsureSuccessStatusCode();
                        return (await response.Content.ReadFromJsonAsync<Page>())!.Data;
                    }
                    Task Create() => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
            }
            """
        },
    };
}
