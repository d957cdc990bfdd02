using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

/// <summary>Retries that belong to the client: registrations and handlers that stand elsewhere.</summary>
public sealed class Intercom2001ClientTests : CaseTests<Intercom2001ClientTests>, ICases
{
    public static string Id => "INTERCOM2001";

    private const string RepeatHandler =
        """

        class RepeatHandler : DelegatingHandler
        {
            public RepeatHandler() { }
            public RepeatHandler(HttpMessageHandler inner) : base(inner) { }
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                for (var attempt = 1; ; attempt++)
                {
                    var response = await base.SendAsync(request, ct);
                    if ((int)response.StatusCode < 500 || attempt == 4) return response;
                    await Task.Delay(attempt * 1000, ct);
                }
            }
        }
        class LogHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) => base.SendAsync(request, ct);
        }
        """;

    private const string Users =
        """

        class Users(HttpClient http)
        {
            public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
        }
        """;

    private const string ReportedUsers =
        """

        class Users(HttpClient http)
        {
            public Task A(string id) => {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|};
        }
        """;

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "handlers that only log, made by hand and registered, and a policy without a retry",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Http;
            using Polly;
            static class Start { public static void Add(IServiceCollection services) => services.AddHttpClient<Users>().ConfigurePrimaryHttpMessageHandler(() => new LogHandler()).AddHttpMessageHandler(p => new LogHandler()); }
            class Own
            {
                private readonly HttpClient traced = new(new LogHandler { InnerHandler = new SocketsHttpHandler() });
                private readonly HttpClient timed = new(new PolicyHttpMessageHandler(Policy.TimeoutAsync<HttpResponseMessage>(5)) { InnerHandler = new SocketsHttpHandler() });
                public Task A(string id) => {|INTERCOM2001:traced.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|};
                public Task B(string id) => {|INTERCOM2001:timed.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|};
            }
            """ + ReportedUsers + RepeatHandler
        },
        {
            "a generic registration without a retry beside one with a retry for another class",
            """
            using Microsoft.Extensions.DependencyInjection;
            static class Start
            {
                public static IHttpClientBuilder AddPlain<T>(this IServiceCollection services) where T : class => services.AddHttpClient<T>(c => c.Timeout = TimeSpan.FromSeconds(9));
                public static void Add(IServiceCollection services)
                {
                    services.AddPlain<Users>();
                    services.AddPlain<Other>().AddStandardResilienceHandler();
                }
            }
            class Other(HttpClient http) { public HttpClient Http => http; }
            """ + ReportedUsers
        },
        {
            "the retry is on a client of another name",
            """
            using Microsoft.Extensions.DependencyInjection;
            static class Start { public static void Add(IServiceCollection services) => services.AddHttpClient("billing").AddStandardResilienceHandler(); }
            class C(IHttpClientFactory factory)
            {
                public Task A(string id) => {|INTERCOM2001:factory.CreateClient("intercom").PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|};
            }
            """
        },
        {
            "a helper that runs its delegate under a time-out, a keyed pipeline without a retry",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Polly;
            static class Start
            {
                public static void Add(IServiceCollection services) => services.AddKeyedSingleton<ResiliencePipeline>("short", (_, _) => new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(5)).Build());
            }
            class C(HttpClient http, [FromKeyedServices("short")] ResiliencePipeline pipeline)
            {
                private static readonly ResiliencePipeline Short = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(5)).Build();
                public async Task A(string id) => await Timed(async ct => await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }, ct)|});
                public async Task B(string id) => await pipeline.ExecuteAsync(async ct => await {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }, ct)|});
                private static async Task Timed(Func<CancellationToken, ValueTask> action) => await Short.ExecuteAsync(action);
            }
            """
        },
        {
            "Flurl: the middleware is another client's",
            """
            using Flurl.Http;
            using Flurl.Http.Configuration;
            static class Start
            {
                public static IFlurlClientCache Cache() => new FlurlClientCache()
                    .Add("weather", "https://weather.example.org", b => b.AddMiddleware(() => new RepeatHandler()))
                    .Add("chat", "https://api.intercom.io", b => b.AddMiddleware(() => new LogHandler()));
                public static void Add() => FlurlHttp.ConfigureClientForUrl("https://weather.example.org").AddMiddleware(() => new RepeatHandler());
            }
            class C(IFlurlClientCache clients)
            {
                private readonly IFlurlClient plain = new FlurlClient("https://api.intercom.io");
                public Task A(string id) => {|INTERCOM2001:clients.Get("chat").Request("users").PostJsonAsync(new { user_id = id })|};
                public Task B(string id) => {|INTERCOM2001:"https://api.intercom.io/users".PostJsonAsync(new { user_id = id })|};
                public Task D(string id) => {|INTERCOM2001:plain.Request("users").PostJsonAsync(new { user_id = id })|};
            }
            """ + RepeatHandler
        },
        {
            "Refit: the client is made with a handler that only logs",
            """
            using Refit;
            interface IApi { [Post("/users")] Task AddAsync([Body] object user); }
            class C
            {
                private readonly IApi api = RestService.For<IApi>(new HttpClient(new LogHandler { InnerHandler = new HttpClientHandler() }) { BaseAddress = new Uri("https://api.intercom.io") });
                public Task A(string id) => {|INTERCOM2001:api.AddAsync(new { user_id = id })|};
            }
            """ + RepeatHandler
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "a generic registration, and one that hands the builder on to its caller",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Polly;
            static class Start
            {
                public static IHttpClientBuilder AddIntercomClient<T>(this IServiceCollection services) where T : class =>
                    services.AddHttpClient<T>(c => c.BaseAddress = new Uri("https://api.intercom.io/")).AddTransientHttpErrorPolicy(p => p.WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n)));
                public static IHttpClientBuilder AddPlain(this IServiceCollection services) => services.AddHttpClient<Handed>(c => c.BaseAddress = new Uri("https://api.intercom.io/"));
                public static void Add(IServiceCollection services)
                {
                    services.AddIntercomClient<Users>();
                    services.AddPlain().AddStandardResilienceHandler();
                }
            }
            class Handed(HttpClient http)
            {
                public Task A(string id) => http.PostAsJsonAsync("users", new { user_id = id });
            }
            """ + Users
        },
        {
            "the builder is given to a method, to a delegate, or kept in a local",
            """
            using Microsoft.Extensions.DependencyInjection;
            static class Start
            {
                public static void Add(IServiceCollection services, Action<IHttpClientBuilder> configure)
                {
                    var users = services.AddHttpClient<Users>();
                    MakeResilient(users);
                    MakeResilient(services.AddHttpClient<B>());
                    IHttpClientBuilder d;
                    d = services.AddHttpClient<D>();
                    d.AddStandardResilienceHandler();
                    var e = services.AddHttpClient<E>();
                    configure(e);
                }
                private static void MakeResilient(IHttpClientBuilder client) => client.AddStandardResilienceHandler();
            }
            class B(HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            class D(HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            class E(HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            """ + Users
        },
        {
            "clients whose names are handed over, taken from a list, or not in sight",
            """
            using Microsoft.Extensions.DependencyInjection;
            static class Start
            {
                private static readonly string[] Names = ["one", "two"];
                public static void Add(IServiceCollection services)
                {
                    AddNamed(services, "three");
                    foreach (var name in Names) services.AddHttpClient(name).AddStandardResilienceHandler();
                }
                private static void AddNamed(IServiceCollection services, string name) => services.AddHttpClient(name).AddStandardResilienceHandler();
            }
            class C(IHttpClientFactory factory)
            {
                public Task A(string id) => factory.CreateClient("three").PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                public Task B(string id) => factory.CreateClient("one").PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                public Task D(string id, string name) => factory.CreateClient(name).PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
            }
            """
        },
        {
            "a client that an own factory fetches, that the composition root hands over, or that is keyed",
            """
            using Microsoft.Extensions.DependencyInjection;
            interface IClients { HttpClient Create(); }
            class Clients(IHttpClientFactory factory) : IClients { public HttpClient Create() => factory.CreateClient("intercom"); }
            static class Start
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddHttpClient("intercom", c => c.BaseAddress = new Uri("https://api.intercom.io/")).AddStandardResilienceHandler();
                    services.AddScoped(p => new Users(p.GetRequiredService<IHttpClientFactory>().CreateClient("intercom")));
                }
                public static Task Once(string id)
                {
                    var http = new HttpClient(new RepeatHandler(new SocketsHttpHandler()));
                    return new Console(http).A(id);
                }
            }
            class C(IClients clients) { public Task A(string id) => clients.Create().PostAsJsonAsync("users", new { user_id = id }); }
            class D([FromKeyedServices("intercom")] HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("users", new { user_id = id }); }
            class Console(HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            """ + Users + RepeatHandler
        },
        {
            "chains of handlers made by hand, wherever the client is kept",
            """
            static class Shared { public static HttpClient Intercom { get; } = new(new RepeatHandler(new SocketsHttpHandler())); }
            class C
            {
                private static readonly HttpClient Made = Make();
                private readonly HttpClient inner = new(new LogHandler { InnerHandler = new RepeatHandler(new HttpClientHandler()) });
                private static HttpClient Make()
                {
                    HttpMessageHandler chain = new SocketsHttpHandler();
                    chain = new RepeatHandler(chain);
                    var log = new LogHandler();
                    log.InnerHandler = chain;
                    return new HttpClient(log) { Timeout = TimeSpan.FromSeconds(40) };
                }
                public Task A(string id) => Shared.Intercom.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                public Task B(string id) => inner.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
                public Task D(string id) => Made.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id });
            }
            """ + RepeatHandler
        },
        {
            "handlers that a registration makes, fetches or adds to the list",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Http;
            using Polly;
            static class Start
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddHttpClient<Users>().ConfigurePrimaryHttpMessageHandler(() => new RepeatHandler(new SocketsHttpHandler()));
                    services.AddHttpClient<B>().AddHttpMessageHandler(p => p.GetRequiredService<RepeatHandler>());
                    services.AddHttpClient<D>().AddHttpMessageHandler(() => new PolicyHttpMessageHandler(Policy.Handle<HttpRequestException>().OrResult<HttpResponseMessage>(r => (int)r.StatusCode >= 500).WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n))));
                    services.AddHttpClient<E>().ConfigureAdditionalHttpMessageHandlers((handlers, p) => handlers.Add(new RepeatHandler()));
                }
            }
            class B(HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            class D(HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            class E(HttpClient http) { public Task A(string id) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id }); }
            """ + Users + RepeatHandler
        },
        {
            "Flurl: middleware of the named client, of all clients for the address, and of a builder",
            """
            using Flurl.Http;
            using Flurl.Http.Configuration;
            static class Start
            {
                public static IFlurlClientCache Cache() => new FlurlClientCache().Add("weather", "https://weather.example.org").Add("chat", "https://api.intercom.io", b => b.AddMiddleware(() => new RepeatHandler()));
                public static void Add() => FlurlHttp.ConfigureClientForUrl("https://api.intercom.io").AddMiddleware(() => new RepeatHandler());
            }
            class C(IFlurlClientCache clients)
            {
                private readonly IFlurlClient built = new FlurlClientBuilder("https://api.intercom.io").AddMiddleware(() => new RepeatHandler()).Build();
                public Task A(string id) => clients.Get("chat").Request("users").PostJsonAsync(new { user_id = id });
                public Task B(string id) => "https://api.intercom.io/users".PostJsonAsync(new { user_id = id });
                public Task D(string id) => built.Request("users").PostJsonAsync(new { user_id = id });
            }
            """ + RepeatHandler
        },
        {
            "Refit: the handler of the client, or the one that the settings make",
            """
            using Refit;
            interface IApi { [Post("/users")] Task AddAsync([Body] object user); }
            interface IOther { [Post("/users")] Task AddAsync([Body] object user); }
            class C
            {
                private readonly IApi api = RestService.For<IApi>(new HttpClient(new RepeatHandler(new HttpClientHandler())) { BaseAddress = new Uri("https://api.intercom.io") });
                private readonly IOther other = RestService.For<IOther>("https://api.intercom.io", new RefitSettings { HttpMessageHandlerFactory = () => new RepeatHandler(new HttpClientHandler()) });
                public Task A(string id) => api.AddAsync(new { user_id = id });
                public Task B(string id) => other.AddAsync(new { user_id = id });
            }
            """ + RepeatHandler
        },
        {
            "the first attempt stands before the loop of attempts",
            """
            class C(HttpClient http)
            {
                public async Task Save(string id)
                {
                    var status = await SendAsync(id);
                    for (var attempt = 1; IsTemporary(status) && attempt < 5; attempt++)
                    {
                        await Task.Delay(attempt * 1000);
                        status = await SendAsync(id);
                    }
                }
                private static bool IsTemporary(HttpStatusCode status) => (int)status >= 500;
                private async Task<HttpStatusCode> SendAsync(string id) => (await http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })).StatusCode;
            }
            """
        },
    };
}
