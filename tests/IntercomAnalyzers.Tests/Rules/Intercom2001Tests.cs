using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom2001Tests : CaseTests<Intercom2001Tests>, ICases
{
    public static string Id => "INTERCOM2001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "a handler sends again with a new token, a helper has another way out",
            """
            using Microsoft.Extensions.DependencyInjection;
            class Handler : DelegatingHandler
            {
                protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) { var response = await base.SendAsync(request, ct); if (response.StatusCode == HttpStatusCode.Unauthorized) response = await base.SendAsync(request, ct); return response; }
            }
            static class Start { public static void Add(IServiceCollection services) => services.AddHttpClient<C>().AddHttpMessageHandler<Handler>(); }
            class C(HttpClient http)
            {
                public Task A(string id) => {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|};
                public Task B(string id) => Or(() => {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|}, () => Task.CompletedTask);
                private static async Task Or(Func<Task> first, Func<Task> second) { try { await first(); } catch (HttpRequestException) { await second(); } }
            }
            """
        },
        {
            "a loop whose handler always leaves makes no other attempt",
            """
            class C(HttpClient http)
            {
                public async Task M(string id)
                {
                    var stored = false;
                    while (!stored)
                    {
                        try { await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|}; stored = true; }
                        catch (HttpRequestException e)
                        {
                            if (e.StatusCode is null) { throw; } else { throw new InvalidOperationException("refused", e); }
                        }
                    }
                }
            }
            """
        },
        {
            "a loop that takes the next item is no retry",
            """
            class C(HttpClient http)
            {
                public async Task Queue(Queue<string> ids)
                {
                    while (ids.Count > 0)
                    {
                        var id = ids.Dequeue();
                        try { await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|}; }
                        catch (HttpRequestException) { Console.WriteLine(id); }
                    }
                }
                public async Task Index(string[] ids)
                {
                    var i = 0;
                    while (i < ids.Length)
                    {
                        var id = ids[i];
                        using var response = await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|};
                        if (!response.IsSuccessStatusCode) Console.WriteLine(id);
                        i++;
                    }
                }
            }
            """
        },
        {
            "an empty pipeline retries nothing",
            """
            using Polly;
            class C(HttpClient http)
            {
                private readonly ResiliencePipeline none = ResiliencePipeline.Empty;
                public async Task M(string id) => await none.ExecuteAsync(async ct => await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|});
            }
            """
        },
        {
            "plain create, plain upsert, loop over items",
            """
            class C(HttpClient http)
            {
                public Task Create(string email) => {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
                public async Task Upsert(IEnumerable<string> emails)
                {
                    foreach (var email in emails)
                    {
                        try { await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { email })|}; }
                        catch (HttpRequestException e) { Console.WriteLine(e.Message); }
                    }
                }
            }
            """
        },
        {
            "a handler on another client's registration",
            """
            using Microsoft.Extensions.DependencyInjection;
            class Payments(HttpClient http) { public Task M() => http.PostAsync("charges", null); }
            class Contacts(HttpClient http) { public Task M(string email) => {|INTERCOM2001:http.PostAsJsonAsync("contacts", new { email })|}; }
            static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddHttpClient<Payments>(http => http.BaseAddress = new Uri("https://pay.example.net")).AddStandardResilienceHandler();
                    services.AddHttpClient<Contacts>(http => http.BaseAddress = new Uri("https://api.intercom.io"));
                }
            }
            """
        },
        {
            "a retry around the lookup alone, a pipeline without a retry",
            """
            using Polly;
            class C(HttpClient http)
            {
                private static readonly ResiliencePipeline Breaker = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(3)).Build();
                private static readonly ResiliencePipeline Retry = new ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
                public async Task Lookup(string id)
                {
                    var found = await Retry.ExecuteAsync(async ct => await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}", ct));
                    if (found.StatusCode != HttpStatusCode.NotFound) return;
                    await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id })|};
                }
                public async Task NoRetry(string email) =>
                    await Breaker.ExecuteAsync(async ct => await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { email }, ct)|});
            }
            """
        },
        {
            "official SDK, one of two callers retries",
            """
            using Intercom.Clients;
            using Intercom.Data;
            class C(UsersClient users)
            {
                public void Publish(string key) => {|INTERCOM2001:users.Create(new User { user_id = key })|};
                public void Patient(string key)
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        try { Publish(key); return; }
                        catch (Exception) when (attempt < 3) { Thread.Sleep(1000 << attempt); }
                    }
                }
                public void Hasty(string key) => Publish(key);
            }
            """
        },
        {
            "a job attribute that switches retries off",
            """
            class AutomaticRetryAttribute : Attribute { public int Attempts { get; set; } = 10; }
            class C(HttpClient http)
            {
                [AutomaticRetry(Attempts = 0)]
                public Task M(string email) => {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { email })|};
            }
            """
        },
        {
            "a handler of a RestSharp client that only logs",
            """
            using RestSharp;
            class OwnHandler : DelegatingHandler
            {
                protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
                {
                    Console.WriteLine(request.RequestUri);
                    return await base.SendAsync(request, ct);
                }
            }
            class C
            {
                private readonly RestClient client = new(new RestClientOptions("https://api.intercom.io") { ConfigureMessageHandler = inner => new OwnHandler { InnerHandler = inner } });
                public Task M(string key) => {|INTERCOM2001:client.ExecutePostAsync(new RestRequest("users").AddJsonBody(new { user_id = key }))|};
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "the loop goes on until a member of the row says that it is done",
            """
            class Row { public string Id { get; set; } = ""; public string State { get; set; } = ""; public int Attempts { get; set; } }
            class C(HttpClient http)
            {
                public async Task Run(IEnumerable<Row> rows)
                {
                    foreach (var row in rows)
                    {
                        while (row.State != "sent")
                        {
                            try { row.Attempts++; await SendAsync(row.Id); row.State = "sent"; }
                            catch (HttpRequestException)
                            {
                                if (row.Attempts > 6) { row.State = "dead"; break; }
                                await Task.Delay(row.Attempts * 1000);
                            }
                        }
                    }
                }
                private async Task SendAsync(string id) => (await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })).EnsureSuccessStatusCode();
            }
            """
        },
        {
            "a chain of results is made again until it is good",
            """
            class Result<T>
            {
                public bool IsGood { get; init; }
                public T? Value { get; init; }
                public TOut Match<TOut>(Func<T?, TOut> good, Func<TOut> bad) => IsGood ? good(Value) : bad();
                public async Task<Result<TOut>> Bind<TOut>(Func<T?, Task<Result<TOut>>> next) => IsGood ? await next(Value) : new Result<TOut>();
            }
            class C(HttpClient http)
            {
                public async Task<Result<string>> Save(string id)
                {
                    Result<string> last = new();
                    for (var attempt = 0; attempt < 4; attempt++)
                    {
                        last = await new Result<string> { IsGood = true, Value = id }.Bind(known => SendAsync(known!));
                        var failed = last.Match(_ => false, () => true);
                        if (!failed) return last;
                        await Task.Delay(1000 << attempt);
                    }
                    return last;
                }
                private async Task<Result<string>> SendAsync(string id)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                    return new Result<string> { IsGood = response.IsSuccessStatusCode, Value = id };
                }
            }
            """
        },
        {
            "a method and a local function that call themselves again, own predicates, second attempts",
            """
            static class Answers { public static bool IsTransient(this HttpResponseMessage response) => (int)response.StatusCode >= 500; }
            class C(HttpClient http)
            {
                public async Task Recursion(string id, int left) { using var response = await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); if ((int)response.StatusCode >= 500 && left > 0) await Recursion(id, left - 1); }
                public Task LocalFunction(string id)
                {
                    return Post(3);
                    async Task Post(int left) { try { await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); } catch (HttpRequestException) when (left > 0) { await Post(left - 1); } }
                }
                public async Task Predicate(string id) { HttpResponseMessage response; var n = 0; do { response = await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); } while (response.IsTransient() && ++n < 5); }
                public Task Helper(string id) => Twice(() => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }));
                private static async Task<HttpResponseMessage> Twice(Func<Task<HttpResponseMessage>> send) { try { return await send(); } catch (HttpRequestException) { return await send(); } }
                public Task Overload(string id) => Forward(() => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }));
                private static Task Forward(Func<Task> send) => Forward(send, 3);
                private static async Task Forward(Func<Task> send, int attempts) { for (var n = 0; ; n++) { try { await send(); return; } catch (HttpRequestException) when (n < attempts) { } } }
            }
            """
        },
        {
            "the handler has its retry from its base",
            """
            using Microsoft.Extensions.DependencyInjection;
            abstract class Again : DelegatingHandler
            {
                protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) { try { return await base.SendAsync(request, ct); } catch (HttpRequestException) { return await base.SendAsync(request, ct); } }
            }
            class Handler : Again;
            static class Start { public static void Add(IServiceCollection services) => services.AddHttpClient<C>().AddHttpMessageHandler<Handler>(); }
            class C(HttpClient http) { public Task M(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            """
        },
        {
            "a policy that is wrapped around another, from either side",
            """
            using Polly;
            class C(HttpClient http)
            {
                private static readonly IAsyncPolicy Retry = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(1 << n));
                private static readonly IAsyncPolicy Limit = Policy.TimeoutAsync(10);
                public Task A(string id) => Policy.WrapAsync(Retry, Limit).ExecuteAsync(() => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }));
                public Task B(string id) => Retry.WrapAsync(Limit).ExecuteAsync(() => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }));
            }
            """
        },
        {
            "a loop around a helper that answers whether it went well",
            """
            class C(HttpClient http)
            {
                public async Task M(string id)
                {
                    var wait = 1;
                    while (!await TryAsync(id)) await Task.Delay(TimeSpan.FromSeconds(wait *= 2));
                }
                private async Task<bool> TryAsync(string id)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                    return response.IsSuccessStatusCode;
                }
            }
            """
        },
        {
            "delays that are looped over",
            """
            class C(HttpClient http)
            {
                private static readonly int[] Waits = [1, 2, 4];
                public async Task M(string id)
                {
                    foreach (var seconds in Waits)
                    {
                        using var response = await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                        if (response.IsSuccessStatusCode) return;
                        await Task.Delay(TimeSpan.FromSeconds(seconds));
                    }
                }
            }
            """
        },
        {
            "a private method that is handed to an own retry by name",
            """
            class C(HttpClient http)
            {
                public Task M() => Patient(SaveAsync);
                private async Task SaveAsync()
                {
                    var id = Environment.MachineName;
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                    response.EnsureSuccessStatusCode();
                }
                private static async Task Patient(Func<Task> action)
                {
                    for (var attempt = 1; ; attempt++)
                    {
                        try { await action(); return; }
                        catch (HttpRequestException) when (attempt < 4) { await Task.Delay(TimeSpan.FromSeconds(1 << attempt)); }
                    }
                }
            }
            """
        },
        {
            "handlers on this client's registration",
            """
            using Microsoft.Extensions.DependencyInjection;
            class Contacts(HttpClient http) { public Task M(string email) => http.PostAsJsonAsync("contacts", new { email }); }
            class Users(IHttpClientFactory clients) { public Task M(string email) => clients.CreateClient("users").PostAsJsonAsync("users", new { email }); }
            class Again : DelegatingHandler
            {
                protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
                {
                    while (true)
                    {
                        var response = await base.SendAsync(request, ct);
                        if (response.StatusCode != HttpStatusCode.TooManyRequests) return response;
                        await Task.Delay(1000, ct);
                    }
                }
            }
            static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    var builder = services.AddHttpClient<Contacts>(http => http.BaseAddress = new Uri("https://api.intercom.io"));
                    builder.AddStandardResilienceHandler();
                    services.AddHttpClient("users", http => http.BaseAddress = new Uri("https://api.intercom.io")).AddHttpMessageHandler<Again>();
                }
            }
            """
        },
        {
            "defaults for every client",
            """
            using Microsoft.Extensions.DependencyInjection;
            class Contacts(HttpClient http) { public Task M(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
            static class Setup { public static void Add(IServiceCollection s) => s.ConfigureHttpClientDefaults(b => b.AddStandardResilienceHandler()); }
            """
        },
        {
            "Polly around the flow: field, parameter, v7 policy, in every caller",
            """
            using Polly;
            using Polly.Retry;
            class C(HttpClient http)
            {
                private static readonly AsyncRetryPolicy Policy7 = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n));
                public ValueTask<HttpResponseMessage> Parameter(ResiliencePipeline pipeline, string email) =>
                    pipeline.ExecuteAsync(async ct => await http.PostAsJsonAsync("https://api.intercom.io/users", new { email }, ct));
                public Task Seven(string email) => Policy7.ExecuteAsync(() => http.PostAsJsonAsync("https://api.intercom.io/users", new { email }));
                private Task Inner(string email) => http.PostAsJsonAsync("https://api.intercom.io/users", new { email });
                public Task Outer(string email) => Policy7.ExecuteAsync(() => Inner(email));
            }
            """
        },
        {
            "own loops: catch and again, status and again, goto, a method that retries its delegate",
            """
            class C(HttpClient http)
            {
                private const string Users = "https://api.intercom.io/users";
                public async Task Catch(string email)
                {
                    for (var attempt = 0; attempt < 4; attempt++)
                    {
                        try { await http.PostAsJsonAsync(Users, new { email }); return; }
                        catch (HttpRequestException) { await Task.Delay(1000 << attempt); }
                    }
                }
                public async Task Status(string email)
                {
                    while (true)
                    {
                        using var response = await http.PostAsJsonAsync(Users, new { email });
                        if (response.StatusCode != HttpStatusCode.TooManyRequests) return;
                        await Task.Delay(10_000);
                    }
                }
                public async Task Goto(string email)
                {
                again:
                    var response = await http.PostAsJsonAsync(Users, new { email });
                    if (response.StatusCode == HttpStatusCode.TooManyRequests) { await Task.Delay(10_000); goto again; }
                }
                public Task Delegate(string email) => WithRetry(() => http.PostAsJsonAsync(Users, new { email }));
                private static async Task WithRetry(Func<Task> action)
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        try { await action(); return; }
                        catch (HttpRequestException) when (attempt < 3) { await Task.Delay(1000); }
                    }
                }
            }
            """
        },
        {
            "job attribute, events and updates",
            """
            class AutomaticRetryAttribute : Attribute { public int Attempts { get; set; } = 10; }
            class C(HttpClient http)
            {
                [AutomaticRetry(Attempts = 5)]
                public Task Job(string email) => http.PostAsJsonAsync("https://api.intercom.io/users", new { email });
                public Task Event(string id) => http.PostAsJsonAsync("https://api.intercom.io/events", new { user_id = id });
                public Task Update(string id) => http.PutAsJsonAsync($"https://api.intercom.io/contacts/{id}", new { name = "a" });
            }
            """
        },
        {
            "a handler of a RestSharp client that retries",
            """
            using RestSharp;
            class OwnHandler : DelegatingHandler
            {
                protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
                {
                    for (var attempt = 0; ; attempt++)
                    {
                        var response = await base.SendAsync(request, ct);
                        if ((int)response.StatusCode < 500 || attempt == 3) return response;
                        await Task.Delay(1000 << attempt, ct);
                    }
                }
            }
            class C
            {
                private readonly RestClient client = new(new RestClientOptions("https://api.intercom.io") { ConfigureMessageHandler = inner => new OwnHandler { InnerHandler = inner } });
                public Task M(string key) => client.ExecutePostAsync(new RestRequest("users").AddJsonBody(new { user_id = key }));
            }
            """
        },
        {
            "the last attempt after a loop of attempts",
            """
            class C(HttpClient http)
            {
                private static readonly TimeSpan[] Delays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)];
                public async Task Save(string id)
                {
                    foreach (var delay in Delays)
                    {
                        try { await SendAsync(id); return; }
                        catch (HttpRequestException) { await Task.Delay(delay); }
                    }
                    await SendAsync(id);
                }
                private Task SendAsync(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
            }
            """
        },
        {
            "a pipeline that a method called Build makes",
            """
            using Polly;
            using Polly.Retry;
            class C(HttpClient http)
            {
                private static readonly ResiliencePipeline Pipeline = Build();
                public async Task M(string id) => await Pipeline.ExecuteAsync(async ct => await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }, ct));
                private static ResiliencePipeline Build()
                {
                    var builder = new ResiliencePipelineBuilder();
                    builder.AddRetry(new RetryStrategyOptions());
                    return builder.Build();
                }
            }
            """
        },
    };
}
