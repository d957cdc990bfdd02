using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom1001Tests : CaseTests<Intercom1001Tests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "the base class leaves its address to the class",
            """
            abstract class Gateway(HttpClient http)
            {
                protected abstract Uri Root { get; }
                protected Task<HttpResponseMessage> SendAsync(string route, object body) => http.PostAsJsonAsync(new Uri(Root, route), body);
            }
            class IntercomGateway(HttpClient http) : Gateway(http)
            {
                protected override Uri Root { get; } = new("https://api.intercom.io/");
                public Task A(string email) => {|INTERCOM1001:SendAsync("contacts", new { role = "lead", email })|};
            }
            class LedgerGateway(HttpClient http) : Gateway(http)
            {
                protected override Uri Root { get; } = new("https://ledger.example.org/");
                public Task A(string email) => SendAsync("contacts", new { role = "lead", email });
            }
            """
        },
        {
            "a member of a name that is not in sight, and nobody searches",
            """
            using System.Text.Json.Nodes;
            record struct Key(string Field, string Value);
            class C(HttpClient http)
            {
                public Task Ensure(Key key) => CreateAsync(key);
                private Task CreateAsync(Key key) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new JsonObject { ["role"] = "lead", [key.Field] = key.Value })|};
            }
            """
        },
        {
            "addresses from a format and from a builder, a body that is built at run time",
            """
            class C(HttpClient http)
            {
                private const string Host = "api.eu.intercom.io";
                private static readonly Uri Contacts = new UriBuilder(Uri.UriSchemeHttps, Host) { Path = "contacts" }.Uri;
                public Task A(string email) => {|INTERCOM1001:http.PostAsJsonAsync(Contacts, new { role = "lead", email })|};
                public Task B(string email) => {|INTERCOM1001:http.PostAsJsonAsync(string.Format("https://{0}/{1}", Host, "contacts"), new { role = "lead", email })|};
                public Task D(string id, string text) => http.PostAsJsonAsync(string.Format("https://{0}/{1}", Host, $"contacts/{id}/notes"), new { body = text });
            }
            class IntercomSync
            {
                private readonly HttpClient http;
                public IntercomSync(HttpClient http, string host) { this.http = http; http.BaseAddress = new Uri(host); }
                public Task A(string id)
                {
                    dynamic contact = new System.Dynamic.ExpandoObject();
                    contact.role = "user";
                    contact.external_id = id;
                    return {|INTERCOM1001:http.PostAsJsonAsync("contacts", (System.Dynamic.ExpandoObject)contact)|};
                }
            }
            """
        },
        {
            "clients of a base class, of a class that is one, and ones that are handed to a helper",
            """
            abstract class Gateway
            {
                private readonly HttpClient http;
                protected Gateway(HttpClient http) => this.http = http;
                protected Task<HttpResponseMessage> SendAsync<T>(string path, T body) => http.PostAsJsonAsync(path, body);
            }
            class Desk : Gateway
            {
                public Desk() : base(Connect()) { }
                public Task A(string email) => {|INTERCOM1001:SendAsync("contacts", new { role = "lead", email })|};
                private static HttpClient Connect() => new HttpClient { BaseAddress = new Uri("https://api.intercom.io/") };
            }
            class Ledger : Gateway
            {
                public Ledger() : base(new HttpClient { BaseAddress = new Uri("https://ledger.example.org/") }) { }
                public Task A(string email) => SendAsync("contacts", new { role = "lead", email });
            }
            class SupportClient : HttpClient { public SupportClient() => BaseAddress = new Uri("https://api.intercom.io/"); }
            class Support(SupportClient client)
            {
                public Task A(string email) => {|INTERCOM1001:client.PostAsJsonAsync("contacts", new { role = "lead", email })|};
            }
            class Handed
            {
                private readonly HttpClient intercom = new() { BaseAddress = new Uri("https://api.intercom.io/") };
                public Task A(string email) => {|INTERCOM1001:AddAsync(intercom, email)|};
                private static Task<HttpResponseMessage> AddAsync(HttpClient client, string email) => client.PostAsJsonAsync("contacts", new { role = "lead", email });
            }
            """
        },
        {
            "the second loop goes through other people",
            """
            class C(HttpClient http)
            {
                public async Task Import(IReadOnlyList<string> emails, IReadOnlyList<string> guests)
                {
                    foreach (var email in emails)
                    {
                        if (await FindAsync(email) is { } hit) Console.WriteLine(hit);
                    }
                    foreach (var email in guests) await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
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
            "hosts that a helper of the constructor, the options of the registration, or a header constant tells",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Options;
            class IntercomOptions { public string BaseUrl { get; set; } = ""; }
            class LedgerOptions { public string BaseUrl { get; set; } = ""; }
            static class Names { public const string Version = "Intercom-Version"; }
            static class Start
            {
                public static void UseIntercom(this HttpClient client) => client.BaseAddress = new Uri("https://api.intercom.io/");
                public static void Add(IServiceCollection services)
                {
                    services.AddHttpClient<Registered>((p, c) => c.BaseAddress = new Uri(p.GetRequiredService<IOptions<IntercomOptions>>().Value.BaseUrl));
                    services.AddHttpClient<Ledger>((p, c) => c.BaseAddress = new Uri(p.GetRequiredService<IOptions<LedgerOptions>>().Value.BaseUrl));
                }
            }
            class Helped
            {
                private readonly HttpClient client;
                public Helped(HttpClient client) { Configure(client); this.client = client; }
                public Task A(string email) => {|INTERCOM1001:client.PostAsJsonAsync("contacts", new { role = "lead", email })|};
                private static void Configure(HttpClient c) { c.BaseAddress = new Uri("https://api.intercom.io/"); c.Timeout = TimeSpan.FromSeconds(9); }
            }
            class Extended
            {
                private readonly HttpClient client;
                public Extended(HttpClient client) { client.UseIntercom(); this.client = client; }
                public Task A(string email) => {|INTERCOM1001:client.PostAsJsonAsync("contacts", new { role = "lead", email })|};
            }
            class Headed
            {
                private readonly HttpClient client;
                public Headed(HttpClient client, string host) { this.client = client; client.BaseAddress = new Uri(host); client.DefaultRequestHeaders.Add(Names.Version, "2.11"); }
                public Task A(string email) => {|INTERCOM1001:client.PostAsJsonAsync("contacts", new { role = "lead", email })|};
            }
            class Registered(HttpClient http) { public Task A(string email) => {|INTERCOM1001:http.PostAsJsonAsync("contacts", new { role = "lead", email })|}; }
            class Ledger(HttpClient http) { public Task A(string email) => http.PostAsJsonAsync("contacts", new { role = "lead", email }); }
            """
        },
        {
            "what is collected was not asked for, or not always, or somebody else puts more in",
            """
            class C(HttpClient http)
            {
                public async Task Import(IEnumerable<string> emails)
                {
                    var missing = new List<string>();
                    foreach (var email in emails)
                    {
                        if (email.Length > 3) missing.Add(email);
                    }
                    foreach (var email in missing) await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                public async Task Both(IEnumerable<string> emails, string extra)
                {
                    var missing = new List<string>();
                    missing.Add(extra);
                    foreach (var email in emails)
                    {
                        if (await FindAsync(email) is null) missing.Add(email);
                    }
                    foreach (var email in missing) await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                public async Task More(IEnumerable<string> emails)
                {
                    var missing = new List<string>();
                    foreach (var email in emails)
                    {
                        if (await FindAsync(email) is null) missing.Add(email);
                    }
                    Complete(missing);
                    foreach (var email in missing) await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                private static void Complete(List<string> emails) => emails.Add("sales@example.org");
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
            "one caller judges the conflict, the other does not",
            """
            class C(HttpClient http)
            {
                public async Task<bool> A(string id) { using var response = await AnswerAsync(id); if (response.StatusCode == HttpStatusCode.Conflict) return true; response.EnsureSuccessStatusCode(); return false; }
                public async Task B(string id) { using var response = await AnswerAsync(id); response.EnsureSuccessStatusCode(); }
                private Task<HttpResponseMessage> AnswerAsync(string id) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id })|};
            }
            """
        },
        {
            "the client is made by a method",
            """
            class C
            {
                private readonly HttpClient http = Make("token");
                private static HttpClient Make(string token) { var made = new HttpClient { BaseAddress = new Uri("https://api.intercom.io/") }; made.DefaultRequestHeaders.Add("Authorization", token); return made; }
                public Task M(string email) => {|INTERCOM1001:http.PostAsJsonAsync("contacts", new { role = "lead", email })|};
            }
            """
        },
        {
            "constants beside a choice of constants",
            """
            class C(HttpClient http)
            {
                public async Task M(string email, bool isUser)
                {
                    await {|INTERCOM1001:http.PostAsJsonAsync(isUser ? "https://api.intercom.io/contacts" : "https://api.intercom.io/companies", new { name = "Ada", email })|};
                    await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = isUser ? "user" : "lead", name = "Ada", email = email ?? "" })|};
                }
            }
            """
        },
        {
            "another service is asked by a method of this project",
            """
            class CrmContacts(HttpClient crm)
            {
                public Task<string> FindAsync(string email) => crm.GetStringAsync("https://crm.example.net/people?email=" + email);
            }
            class C(HttpClient http, CrmContacts contacts)
            {
                public async Task M(string email)
                {
                    if (await contacts.FindAsync(email) is not null) return;
                    await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
            }
            """
        },
        {
            "the request is made by another method, step by step",
            """
            class C(HttpClient http)
            {
                public Task M(string email) => {|INTERCOM1001:http.SendAsync(Request(email))|};
                private static HttpRequestMessage Request(string email)
                {
                    var request = new HttpRequestMessage { Method = HttpMethod.Post, RequestUri = new Uri("https://api.intercom.io/contacts"), Content = JsonContent.Create(new { role = "lead", email }) };
                    return request;
                }
            }
            """
        },
        {
            "the conflict of a lead is told by an own method",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    using var response = await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                    EnsureKnown(response);
                }
                private static void EnsureKnown(HttpResponseMessage response)
                {
                    if (response.StatusCode == HttpStatusCode.Conflict) return;
                    response.EnsureSuccessStatusCode();
                }
            }
            """
        },
        {
            "a local function that is handed on by name",
            """
            class C(HttpClient http)
            {
                public Task M(string email)
                {
                    return Run(CreateAsync);
                    Task CreateAsync() => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                private static Task Run(Func<Task> action) => action();
            }
            """
        },
        {
            "helper of a base class that takes verb, route and body",
            """
            abstract class Api(HttpClient client)
            {
                protected async Task CallAsync(HttpMethod method, string route, object? body)
                {
                    using var message = new HttpRequestMessage(method, "https://api.intercom.io/" + route) { Content = JsonContent.Create(body) };
                    using var response = await client.SendAsync(message);
                    response.EnsureSuccessStatusCode();
                }
            }
            class C(HttpClient client) : Api(client)
            {
                public Task A(string id) => {|INTERCOM1001:CallAsync(HttpMethod.Post, "contacts", new { role = "user", external_id = id })|};
                public Task B(string id) => CallAsync(HttpMethod.Put, $"contacts/{id}", new { role = "user" });
            }
            """
        },
        {
            "handler of a minimal API behind many others",
            """
            class Routes { public Routes Map(string route, Delegate handler) => this; }
            static class C
            {
                public static void A(Routes app, Service service)
                {
                    app.Map("/a", (string email) => service.AddAsync(email)); app.Map("/b", (string email) => service.EnsureAsync(email)); app.Map("/c", (string email) => service.EnsureAsync(email));
                    app.Map("/d", (string email) => service.EnsureAsync(email)); app.Map("/e", (string email) => service.EnsureAsync(email)); app.Map("/f", (string email) => service.EnsureAsync(email));
                }
            }
            class Service(HttpClient http)
            {
                public Task AddAsync(string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                public async Task EnsureAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    if ((await response.Content.ReadFromJsonAsync<List<string>>())!.Count == 0) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
            }
            """
        },
        {
            "absolute URL, anonymous object",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, string email) =>
                    await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email })|};
            }
            """
        },
        {
            "host in a constant of another class, interpolated, EU, with version segment",
            """
            static class Hosts { public const string Eu = "https://api.eu.intercom.io"; }
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    using var content = new StringContent(JsonSerializer.Serialize(new { role = "lead", email }), Encoding.UTF8, "application/json");
                    using var response = await {|INTERCOM1001:http.PostAsync($"{Hosts.Eu}/contacts", content)|};
                }
            }
            """
        },
        {
            "base address in the constructor, dictionary filled conditionally",
            """
            class C
            {
                private readonly HttpClient _http;
                public C(HttpClient http) { _http = http; _http.BaseAddress = new Uri("https://api.au.intercom.io/"); }
                public async Task M(string id, string? phone)
                {
                    var payload = new Dictionary<string, object> { ["role"] = "user", ["external_id"] = id };
                    if (phone is not null) payload["phone"] = phone;
                    await {|INTERCOM1001:_http.PostAsJsonAsync("contacts", payload)|};
                }
            }
            """
        },
        {
            "typed client registered in another file",
            """
            class CrmGateway(HttpClient http)
            {
                public Task M(string id) => {|INTERCOM1001:http.PostAsJsonAsync("/contacts", new { role = "user", external_id = id })|};
            }
            // ==== Setup.cs
            using Microsoft.Extensions.DependencyInjection;
            static class Setup
            {
                public static void Add(IServiceCollection services) => services.AddHttpClient<CrmGateway>(http => http.BaseAddress = new Uri("https://api.intercom.io"));
            }
            """
        },
        {
            "named client, host as a fallback of an environment variable",
            """
            using Microsoft.Extensions.DependencyInjection;
            class C(IHttpClientFactory clients)
            {
                public static void Add(IServiceCollection services) =>
                    services.AddHttpClient("crm", http => http.BaseAddress = new Uri(Environment.GetEnvironmentVariable("CRM") ?? "https://api.intercom.io"));
                public async Task M(string email)
                {
                    var http = clients.CreateClient("crm");
                    await {|INTERCOM1001:http.PostAsJsonAsync("contacts", new { email })|};
                }
            }
            """
        },
        {
            "client behind a property, a static field, a method",
            """
            using Microsoft.Extensions.DependencyInjection;
            class C(IHttpClientFactory clients)
            {
                private static readonly HttpClient Shared = new() { BaseAddress = new Uri("https://api.eu.intercom.io") };
                private HttpClient Client => clients.CreateClient("intercom-api");
                private HttpClient Make() => clients.CreateClient("intercom-api");
                public static void Add(IServiceCollection services) => services.AddHttpClient("intercom-api", http => http.BaseAddress = new Uri("https://api.intercom.io"));
                public Task Property(string email) => {|INTERCOM1001:Client.PostAsJsonAsync("contacts", new { email })|};
                public Task Field(string email) => {|INTERCOM1001:Shared.PostAsJsonAsync("contacts", new { email })|};
                public Task Method(string email) => {|INTERCOM1001:Make().PostAsJsonAsync("contacts", new { email })|};
            }
            """
        },
        {
            "request message with an object initializer",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    var request = new HttpRequestMessage
                    {
                        Method = HttpMethod.Post,
                        RequestUri = new Uri("https://api.intercom.io/contacts"),
                        Content = new StringContent(JsonSerializer.Serialize(new { email }), Encoding.UTF8, "application/json"),
                    };
                    await {|INTERCOM1001:http.SendAsync(request)|};
                }
            }
            """
        },
        {
            "version header on a request message",
            """
            class C(HttpClient http, string host)
            {
                public async Task M(string id)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "contacts");
                    request.Headers.Add("Intercom-Version", "2.13");
                    request.Content = JsonContent.Create(new { role = "user", external_id = id });
                    await {|INTERCOM1001:http.SendAsync(request)|};
                }
            }
            """
        },
        {
            "host from configuration, named after Intercom, contact-shaped payload",
            """
            class IntercomOptions { public string BaseUrl { get; set; } = ""; }
            class IntercomService(HttpClient http, IntercomOptions options)
            {
                public async Task M(string id, string email) =>
                    await {|INTERCOM1001:http.PostAsJsonAsync(options.BaseUrl + "/contacts", new { external_id = id, email })|};
            }
            """
        },
        {
            "own private helper that takes the route: the call that passes it",
            """
            class C
            {
                private readonly HttpClient _client = new() { BaseAddress = new Uri("https://api.intercom.io") };
                public async Task M(string id)
                {
                    await {|INTERCOM1001:PostAsync<string>("contacts", new { role = "user", external_id = id })|};
                    await PostAsync<string>("events", new { event_name = "joined", user_id = id });
                }
                private async Task<T?> PostAsync<T>(string endpoint, object payload)
                {
                    using var response = await _client.PostAsJsonAsync(endpoint, payload);
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadFromJsonAsync<T>();
                }
            }
            """
        },
        {
            "JSON text with values in it",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    var json = "{ \"role\": \"user\", \"email\": \"" + email + "\" }";
                    await ({|INTERCOM1001:http.PostAsync("https://api.intercom.io/contacts", new StringContent(json))|}).ConfigureAwait(false);
                }
            }
            """
        },
        {
            "search for another person, and under a value that was replaced since",
            """
            class C(HttpClient http)
            {
                private const string Api = "https://api.intercom.io";
                public async Task Other(string inviter, string invitee)
                {
                    if (await FindAsync(inviter) is null) return;
                    await {|INTERCOM1001:http.PostAsJsonAsync(Api + "/contacts", new { role = "lead", email = invitee })|};
                }
                public async Task Replaced(string email, Func<string> next)
                {
                    if (await FindAsync(email) is not null) return;
                    email = next();
                    await {|INTERCOM1001:http.PostAsJsonAsync(Api + "/contacts", new { role = "lead", email })|};
                }
                private async Task<string?> FindAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync(Api + "/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
            }
            """
        },
        {
            "lookup on one path only",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, bool returning)
                {
                    if (returning)
                    {
                        using var found = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                        if (found.IsSuccessStatusCode) return;
                        if (found.StatusCode != HttpStatusCode.NotFound) throw new InvalidOperationException();
                    }
                    await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id })|};
                }
            }
            """
        },
        {
            "wrapper with one unguarded caller, through an interface",
            """
            interface IGuests { Task<string?> FindAsync(string email); Task AddAsync(string email); }
            class Guests(HttpClient http) : IGuests
            {
                public async Task<string?> FindAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                public Task AddAsync(string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
            }
            // ==== Callers.cs
            class Callers(IGuests guests)
            {
                public async Task Safe(string email) { if (await guests.FindAsync(email) is null) await guests.AddAsync(email); }
                public async Task Import(IEnumerable<string> rows) { foreach (var row in rows) await guests.AddAsync(row); }
            }
            """
        },
        {
            "in a lambda, in a local function, by named arguments, through ?., in the static form",
            """
            class C(HttpClient http, HttpClient? maybe)
            {
                private const string Url = "https://api.intercom.io/contacts";
                public async Task M(List<string> emails)
                {
                    emails.ForEach(async email => await {|INTERCOM1001:http.PostAsJsonAsync(value: new { email }, requestUri: Url)|});
                    await Add(emails[0]);
                    await {|INTERCOM1001:HttpClientJsonExtensions.PostAsJsonAsync(http, Url, new { email = emails[1] })|};
                    async Task Add(string email) => await (maybe?{|INTERCOM1001:.PostAsJsonAsync(Url, new { email })|} ?? Task.FromResult<HttpResponseMessage>(null!));
                }
            }
            """
        },
        {
            "create first, conflict handled, but by email alone: the conflict proves nothing",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    using var response = await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", email })|};
                    if (response.StatusCode == HttpStatusCode.Conflict) return;
                    response.EnsureSuccessStatusCode();
                }
            }
            """
        },
        {
            "conflict tested, but it ends in a failure",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, string email)
                {
                    using var response = await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email })|};
                    if (response.StatusCode == HttpStatusCode.Conflict) throw new InvalidOperationException("exists");
                }
            }
            """
        },
        {
            "stored id is no proof",
            """
            class Student { public string Id { get; set; } = ""; public string? IntercomContactId { get; set; } }
            class C(HttpClient http)
            {
                public async Task M(Student student)
                {
                    if (student.IntercomContactId is null)
                        await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = student.Id })|};
                }
            }
            """
        },
        {
            "official SDK: a lead, a derived type, any way of getting the client",
            """
            using Intercom.Clients;
            using Intercom.Core;
            using Intercom.Data;
            using Intercom.Factories;
            class Lead : Contact { public string role => "lead"; }
            class C(Func<ContactsClient> factory)
            {
                private readonly ContactsClient _contacts = new(new RestClientFactory(new Authentication("token")));
                public void M(string email)
                {
                    {|INTERCOM1001:_contacts.Create(new Contact { email = email })|};
                    var lead = new Lead { email = email };
                    {|INTERCOM1001:factory().Create(lead)|};
                    {|INTERCOM1001:new ContactsClient(new Authentication("token")).Create(lead)|};
                }
            }
            """
        },
        {
            "test project that is opted in",
            """
            // option: build_property.IsTestProject = true
            // option: intercom_analyzers.analyze_test_projects = true
            class C(HttpClient http)
            {
                public Task M(string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
            }
            """
        },
        {
            "an own exception, nobody is searched for",
            """
            class MissingException : Exception { }
            class C(HttpClient http)
            {
                public async Task A(string id)
                {
                    try { await System.IO.File.ReadAllTextAsync(id); return; }
                    catch (MissingException) { Console.WriteLine(id); }
                    await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id })|};
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "search and create send the same member under a name that is not in sight",
            """
            using System.Text.Json.Nodes;
            record struct Key(string Field, string Value);
            class C(HttpClient http)
            {
                public async Task Ensure(Key key)
                {
                    if (await FindAsync(key) is null) await CreateAsync(key);
                }
                private async Task<string?> FindAsync(Key key)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = key.Field, @operator = "=", value = key.Value } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                private Task CreateAsync(Key key) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new JsonObject { ["role"] = "lead", [key.Field] = key.Value });
            }
            """
        },
        {
            "partial methods, and a dictionary of delegates that are named lookups",
            """
            partial class People(HttpClient http)
            {
                public async Task Save(string email)
                {
                    if (await FindAsync(email) is null) await AddAsync(email);
                }
                private partial Task<string?> FindAsync(string email);
                private partial Task AddAsync(string email);
            }
            partial class People
            {
                private async partial Task<string?> FindAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                private async partial Task AddAsync(string email) => await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
            }
            class FarmerContacts(HttpClient http, Dictionary<string, Func<string, Task<string?>>> lookups)
            {
                public async Task Ensure(string email)
                {
                    foreach (var (name, lookup) in lookups)
                    {
                        if (await lookup(email) is not null) return;
                    }
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
            }
            """
        },
        {
            "a helper is handed the client of another vendor, also in a class that is named after Intercom",
            """
            class IntercomBridge
            {
                private readonly HttpClient other = new() { BaseAddress = new Uri("https://app.chatwoot.com/api/v1/") };
                private readonly HttpClient intercom = new() { BaseAddress = new Uri("https://api.intercom.io/") };
                public async Task Copy(string id, string email)
                {
                    await PostAsync(other, "contacts", new { external_id = id, email, custom_attributes = new { } });
                    await PostAsync(intercom, $"contacts/{id}/tags", new { id = "9" });
                }
                private static Task<HttpResponseMessage> PostAsync(HttpClient client, string route, object body) => client.PostAsJsonAsync(route, body);
            }
            """
        },
        {
            "everybody is searched for in one loop, the unknown are created in a second loop over the same people",
            """
            class C(HttpClient http)
            {
                public async Task Import(IReadOnlyList<string> emails)
                {
                    var known = new Dictionary<string, string>();
                    foreach (var email in emails)
                    {
                        if (await FindAsync(email) is { } hit) known[email] = hit;
                    }
                    foreach (var email in emails)
                    {
                        if (known.ContainsKey(email)) continue;
                        await CreateAsync(email);
                    }
                }
            """ + CaseSnippets.Search
        },
        {
            "the address of the search is put together by helpers of the framework",
            """
            namespace Microsoft.AspNetCore.WebUtilities { static class QueryHelpers { public static string AddQueryString(string uri, string name, string value) => uri + "?" + name + "=" + value; } }
            class C(HttpClient http)
            {
                private const string Root = "https://api.intercom.io";
                public async Task A(string email)
                {
                    using var found = await http.GetAsync(Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(Root + "/contacts", "email", email));
                    found.EnsureSuccessStatusCode();
                    if ((await found.Content.ReadFromJsonAsync<List<string>>())!.Any()) return;
                    await http.PostAsJsonAsync(Root + "/contacts", new { role = "lead", email });
                }
                public async Task B(string email)
                {
                    var builder = new UriBuilder(Root + "/contacts") { Query = "email=" + Uri.EscapeDataString(email) };
                    using var found = await http.GetAsync(builder.Uri);
                    found.EnsureSuccessStatusCode();
                    if ((await found.Content.ReadFromJsonAsync<List<string>>())!.Any()) return;
                    await http.PostAsJsonAsync(Root + "/contacts", new { role = "lead", email });
                }
            }
            """
        },
        {
            "steps of a workflow share the email and keep the hit in a field",
            """
            class C(HttpClient http, string address)
            {
                private readonly string email = address;
                private string? contactId;
                public async Task<string?> RunAsync()
                {
                    await LookUpAsync();
                    if (contactId is null) await AddAsync();
                    return contactId;
                }
                private async Task LookUpAsync()
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    contactId = (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                private async Task AddAsync()
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                    contactId = await response.Content.ReadAsStringAsync();
                }
            }
            """
        },
        {
            "the missing ones are collected first, one by one or by a filter",
            """
            class C(HttpClient http)
            {
                public async Task Import(IEnumerable<string> emails)
                {
                    var missing = new List<string>();
                    foreach (var email in emails)
                    {
                        if (await FindAsync(email) is null) missing.Add(email);
                    }
                    Console.WriteLine(missing.Count);
                    foreach (var email in missing) await CreateAsync(email);
                }
                public void Filtered(IEnumerable<string> emails)
                {
                    foreach (var email in emails.Where(e => FindAsync(e).Result == null).ToList()) CreateAsync(email).Wait();
                }
            """ + CaseSnippets.Search
        },
        {
            "the conflict is judged by the caller, by an own exception, for each item, and in a lambda",
            """
            class Known : Exception;
            class Failed(HttpStatusCode status) : Exception { public HttpStatusCode Status { get; } = status; }
            class C(HttpClient http)
            {
                public async Task<bool> ByAnswer(string id) { using var response = await AnswerAsync(id); if (response.StatusCode == HttpStatusCode.Conflict) return true; response.EnsureSuccessStatusCode(); return false; }
                private Task<HttpResponseMessage> AnswerAsync(string id) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id });
                public async Task ByException(string id) { try { await ThrowAsync(id); } catch (Known) { } }
                private async Task ThrowAsync(string id) { using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id }); if (response.StatusCode == HttpStatusCode.Conflict) throw new Known(); response.EnsureSuccessStatusCode(); }
                public async Task ByFilter(string id)
                {
                    try { using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id }); if (!response.IsSuccessStatusCode) throw new Failed(response.StatusCode); }
                    catch (Failed e) when (e.Status == HttpStatusCode.Conflict) { }
                }
                public async Task ForEach(string[] ids)
                {
                    foreach (var id in ids) { using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id }); if (response.StatusCode == HttpStatusCode.Conflict) continue; response.EnsureSuccessStatusCode(); }
                }
                public Func<string, Task> Handler() => async id => { using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id }); if (response.StatusCode == HttpStatusCode.Conflict) return; response.EnsureSuccessStatusCode(); };
            }
            """
        },
        {
            "a decorator stands before the one that searches and creates",
            """
            interface IPeople { Task<string?> FindAsync(string id); Task AddAsync(string id); }
            class Intercom(HttpClient http) : IPeople
            {
                public async Task<string?> FindAsync(string id)
                {
                    using var response = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                    if (response.StatusCode == HttpStatusCode.NotFound) return null;
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync();
                }
                public Task AddAsync(string id) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id });
            }
            class Logged(IPeople inner) : IPeople
            {
                public Task<string?> FindAsync(string id) => inner.FindAsync(id);
                public Task AddAsync(string id) => inner.AddAsync(id);
            }
            class C(IPeople people)
            {
                public async Task M(string id) { if (await people.FindAsync(id) is null) await people.AddAsync(id); }
            }
            """
        },
        {
            "the body is made by a constructor, and by values of JSON libraries",
            """
            class Body { public Body(string mail) { Email = mail; } public string Email { get; } }
            class C(HttpClient http)
            {
                public async Task A(string email) { if (await ByEmailAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new Body(email)); }
                public async Task B(string email) { if (await ByEmailAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new System.Text.Json.Nodes.JsonObject { ["email"] = System.Text.Json.Nodes.JsonValue.Create(email) }); }
            """ + CaseSnippets.BothSearches
        },
        {
            "attempts are counted in the condition of the loop",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { string? known = null; var n = 0; while (known is null && n++ < 4) known = await FindAsync(email); if (known is null) await CreateAsync(email); }
            """ + CaseSnippets.Search
        },
        {
            "the conflict is told by an own method",
            """
            class C(HttpClient http)
            {
                public async Task M(string id)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id });
                    EnsureKnown(response);
                }
                private static void EnsureKnown(HttpResponseMessage response)
                {
                    if (response.StatusCode == HttpStatusCode.Conflict) return;
                    response.EnsureSuccessStatusCode();
                }
            }
            """
        },
        {
            "a payload from a sorted dictionary and one from a text builder, after a search",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    if (await FindAsync(email) is not null) return;
                    var lead = new SortedDictionary<string, object>();
                    lead.TryAdd("role", "lead");
                    lead.TryAdd("email", email);
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", lead);
                }
                public async Task N(string email)
                {
                    if (await FindAsync(email) is not null) return;
                    var json = new System.Text.StringBuilder("{\"role\":\"lead\",\"email\":\"");
                    json.Append(email);
                    json.Append("\"}");
                    await http.PostAsync("https://api.intercom.io/contacts", new StringContent(json.ToString()));
                }
            """ + CaseSnippets.Search.Replace("    private Task<HttpResponseMessage> CreateAsync(string email) => http.PostAsJsonAsync(\"https://api.intercom.io/contacts\", new { role = \"lead\", email });\n", "", StringComparison.Ordinal)
        },
        {
            "guarded for every item of a loop, the item itself is the identity",
            """
            class C(HttpClient http)
            {
                private const string Contacts = "https://api.intercom.io/contacts";
                public async Task A(IEnumerable<string> keys)
                {
                    foreach (var key in keys)
                    {
                        if (await FindAsync(key) is not null) continue;
                        await http.PostAsJsonAsync(Contacts, new { role = "user", external_id = key });
                    }
                }
                private async Task<string?> FindAsync(string key)
                {
                    using var response = await http.GetAsync($"{Contacts}/find_by_external_id/{key}");
                    if (response.StatusCode == HttpStatusCode.NotFound) return null;
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync();
                }
            }
            """
        },
        {
            "search and create as delegates of a method of its own",
            """
            class C(HttpClient http)
            {
                public Task<string> A(string email) => FirstOrNewAsync(() => FindAsync(email), () => AddAsync(email));
                private static async Task<string> FirstOrNewAsync(Func<Task<string?>> find, Func<Task<string>> create) => await find() ?? await create();
                private async Task<string?> FindAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                private async Task<string> AddAsync(string email) => (await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })).ToString();
            }
            """
        },
        {
            "searched by the same email, normalised, result decides",
            """
            record Page(List<string> Data);
            class C(HttpClient http)
            {
                public async Task<string> M(string address)
                {
                    var email = address.Trim().ToLowerInvariant();
                    using var search = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    search.EnsureSuccessStatusCode();
                    var page = await search.Content.ReadFromJsonAsync<Page>();
                    if (page!.Data.Count > 0) return page.Data[0];
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email = address });
                    return "";
                }
            }
            """
        },
        {
            "two lookups, one on each path",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, string email, bool byKey)
                {
                    if (byKey) { using var a = await http.GetAsync("https://api.intercom.io/contacts/find_by_external_id/" + Uri.EscapeDataString(id)); if (a.StatusCode != HttpStatusCode.NotFound) return; }
                    else if (await http.GetFromJsonAsync<string[]>($"https://api.intercom.io/contacts?email={email}") is { Length: > 0 }) return;
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                }
            }
            """
        },
        {
            "create in ?? behind a finder, in a switch, in ??=, in a loop that always runs",
            """
            class C(HttpClient http)
            {
                public async Task<string> Coalesce(string id) => await FindAsync(id) ?? await AddAsync(id);
                public async Task<string> Switch(string id) => await FindAsync(id) switch { { } known => known, null => await AddAsync(id) };
                public async Task<string> Assign(string id) { var known = await FindAsync(id); known ??= await AddAsync(id); return known; }
                public async Task<string> Loop(string id)
                {
                    string? known = null;
                    for (var attempt = 0; attempt < 3; attempt++)
                    {
                        known = await FindAsync(id);
                        if (known is not null) return known;
                        await Task.Delay(100);
                    }
                    return await AddAsync(id);
                }
                private async Task<string?> FindAsync(string id)
                {
                    using var response = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                    if (response.StatusCode == HttpStatusCode.NotFound) return null;
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync();
                }
                private async Task<string> AddAsync(string id) { await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id }); return id; }
            }
            """
        },
        {
            "create first, the conflict becomes the existing contact",
            """
            class C(HttpClient http)
            {
                public async Task<string> M(string id, string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email });
                    if (response.StatusCode == HttpStatusCode.Conflict) return await response.Content.ReadAsStringAsync();
                    response.EnsureSuccessStatusCode();
                    return "new";
                }
            }
            """
        },
        {
            "safe call of the resolver",
            """
            class C(HttpClient http)
            {
                public Task M(string email) => http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email });
            }
            static class Extensions
            {
                public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<T>(this HttpClient http, string uri, T value) => throw new NotSupportedException();
            }
            """
        },
        {
            "other routes of Intercom, updates, upserts",
            """
            class C(HttpClient http)
            {
                private const string Api = "https://api.intercom.io/";
                public async Task M(string id, string email)
                {
                    await http.PutAsJsonAsync(Api + "contacts/" + id, new { email });
                    await http.PostAsJsonAsync(Api + "contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    await http.PostAsJsonAsync(Api + $"contacts/{id}/tags", new { id });
                    await http.PostAsJsonAsync(Api + "contacts/merge", new { from = id, into = id });
                    await http.PostAsJsonAsync(Api + "events", new { event_name = "a", email });
                    await http.PostAsJsonAsync(Api + "companies", new { company_id = id });
                    await http.PostAsJsonAsync(Api + "users", new { user_id = id, email });
                    await http.PostAsJsonAsync(Api + "visitors/convert", new { user = new { email } });
                }
            }
            """
        },
        {
            "another vendor's contacts beside Intercom events, own service, door intercom",
            """
            class Helpdesk
            {
                private readonly HttpClient _http;
                public Helpdesk(HttpClient http) { _http = http; _http.BaseAddress = new Uri("https://acme.freshdesk.com/api/v2/"); }
                public Task Add(string id, string email) => _http.PostAsJsonAsync("contacts", new { external_id = id, email, custom_attributes = new { a = 1 } });
                public Task Tell(HttpClient intercom, string id) => intercom.PostAsJsonAsync("https://api.intercom.io/events", new { user_id = id });
            }
            class ContactBook(HttpClient http) { public Task Add(string id) => http.PostAsJsonAsync("contacts", new { external_id = id, role = "user" }); }
            class IntercomDoorPanel(HttpClient http) { public Task Add(string id) => http.PostAsJsonAsync("contacts", new { external_id = id, role = "user" }); }
            class OrderSync(HttpClient http, IntercomEvents events) { public Task Add(string id) => http.PostAsJsonAsync("contacts", new { external_id = id, role = "user", events }); }
            class IntercomEvents;
            class IntercompanyClient(HttpClient http) { public Task Add(string id) => http.PostAsJsonAsync("contacts", new { external_id = id, role = "user" }); }
            """
        },
        {
            "a type of the same name and shape as HttpClient, user types in an Intercom namespace",
            """
            namespace Look.Alike
            {
                class HttpClient { public Task PostAsJsonAsync(string url, object value) => Task.CompletedTask; }
                class C(HttpClient http) { public Task M(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
            }
            namespace Intercom.Core.Contacts
            {
                class Contact { public string? email { get; set; } }
                class ContactsClient { public Contact Create(Contact contact) => contact; }
                class C { public void M(ContactsClient client) => client.Create(new Contact { email = "a" }); }
            }
            """
        },
        {
            "official SDK: other clients, conversions, upserts of users",
            """
            using Intercom.Clients;
            using Intercom.Data;
            class C(UsersClient users, ContactsClient contacts, EventsClient events, CompanyClient companies)
            {
                public void M(string id)
                {
                    users.Create(new User { user_id = id });
                    users.Update(new User { user_id = id });
                    contacts.Convert(new Contact { id = id }, new User { user_id = id });
                    events.Create(new Event { user_id = id });
                    companies.Create(new Company { company_id = id });
                }
            }
            """
        },
        {
            "wrapper guarded by every caller",
            """
            class Drivers(HttpClient http)
            {
                public async Task<string?> FindAsync(string id)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "external_id", @operator = "=", value = id } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
                public async Task CreateAsync(string id, string email) => await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
            }
            class Hired(Drivers drivers) { public async Task M(string id, string email) { if (await drivers.FindAsync(id) is null) await drivers.CreateAsync(id, email); } }
            class Sync(Drivers drivers)
            {
                public async Task M(IEnumerable<(string Id, string Email)> rows)
                {
                    foreach (var row in rows) { if (await drivers.FindAsync(row.Id) is not null) continue; await drivers.CreateAsync(row.Id, row.Email); }
                }
            }
            """
        },
        {
            "a finder of another assembly that is named like one",
            """
            interface IContactIndex { Task<string?> TryGetIdAsync(string key); }
            class C(IContactIndex index, HttpClient http)
            {
                public async Task M(string id)
                {
                    if (await index.TryGetIdAsync(id) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id });
                }
            }
            """
        },
        {
            "test project",
            """
            // option: build_property.IsTestProject = true
            class C(HttpClient http) { public Task M(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
            """
        },
        {
            "generated code",
            """
            // <auto-generated/>
            class C { private readonly HttpClient http = new(); public Task M(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
            """
        },
        {
            "a route that nobody can tell, a body that nobody can read behind a lookup",
            """
            class C(HttpClient http)
            {
                public Task Unknown(string route, object body) => http.PostAsJsonAsync("https://api.intercom.io/" + route, body);
                public async Task Unread(JsonElement body, JsonElement query)
                {
                    using var search = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", query);
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", body);
                }
            }
            """
        },
        {
            "a counted loop searches before the create",
            """
            class C(HttpClient http)
            {
                public async Task A(string email, int attempts)
                {
                    string? known = null;
                    for (var attempt = 0; known is null && attempt < attempts; attempt++) known = await FindAsync(email);
                    if (known is null) await CreateAsync(email);
                }
            """ + CaseSnippets.Search
        },
        {
            "a batch: one search for many, then those that are missing",
            """
            record Person(string Key, string Email);
            class C(HttpClient http)
            {
                private record Row(string Id, string Key, string Email);
                private record Page(List<Row> Data);
                public async Task Dictionary(IReadOnlyCollection<Person> people)
                {
                    foreach (var chunk in people.Chunk(50))
                    {
                        var known = (await ManyAsync("external_id", chunk.Select(p => p.Key).ToArray())).ToDictionary(r => r.Key, r => r.Id);
                        foreach (var person in chunk)
                        {
                            if (known.TryGetValue(person.Key, out var id)) continue;
                            await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = person.Key });
                        }
                    }
                }
                public async Task Except(IEnumerable<string> emails)
                {
                    var wanted = emails.ToList();
                    var found = new HashSet<string>();
                    foreach (var group in wanted.Chunk(15)) found.UnionWith((await ManyAsync("email", group)).Select(r => r.Email));
                    foreach (var email in wanted.Except(found)) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
                private async Task<List<Row>> ManyAsync(string name, string[] values)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = name, @operator = "IN", value = values } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<Page>())!.Data;
                }
            }
            """
        },
        {
            "an own exception for not found, thrown by a handler",
            """
            class MissingException : Exception { }
            class C(HttpClient http)
            {
                public async Task A(string id)
                {
                    try { await http.GetStringAsync("https://api.intercom.io/contacts/find_by_external_id/" + id); return; }
                    catch (MissingException) { Console.WriteLine(id); }
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id });
                }
            }
            """
        },
    };
}
