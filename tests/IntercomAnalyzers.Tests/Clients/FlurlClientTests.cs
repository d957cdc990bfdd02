using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class FlurlClientTests : CaseTests<FlurlClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "a client of the cache, a request of its own, options named after Intercom",
            """
            using Flurl;
            using Flurl.Http;
            using Flurl.Http.Configuration;
            class IntercomOptions { public string BaseUrl { get; set; } = ""; }
            static class Start { public static IFlurlClientCache Cache() => new FlurlClientCache().Add("weather", "https://weather.example.org").Add("chat", "https://api.intercom.io"); }
            class C(IFlurlClientCache clients, IntercomOptions options)
            {
                private readonly IFlurlClient support = clients.GetOrAdd("support", "https://api.eu.intercom.io");
                public Task A(string email) => {|INTERCOM1001:clients.Get("chat").Request("contacts").PostJsonAsync(new { role = "lead", email })|};
                public Task B(string email) => {|INTERCOM1001:support.Request("contacts").PostJsonAsync(new { role = "lead", email })|};
                public Task D(string email) => {|INTERCOM1001:new FlurlRequest("https://api.intercom.io/contacts").PostJsonAsync(new { role = "lead", email })|};
                public Task E(string email) => {|INTERCOM1001:options.BaseUrl.AppendPathSegment("contacts").PostJsonAsync(new { role = "lead", email })|};
                public Task F(string email) => clients.Get("weather").Request("contacts").PostJsonAsync(new { role = "lead", email });
            }
            """
        },
        {
            "chain on a constant, and on an interpolation",
            """
            using Flurl;
            using Flurl.Http;
            class C
            {
                private const string Root = "https://api.au.intercom.io/";
                public Task A(string email, string token) => {|INTERCOM1001:Root.AppendPathSegment("contacts").WithOAuthBearerToken(token).PostJsonAsync(new { role = "lead", email })|};
                public Task B(string email) => {|INTERCOM1001:$"{Root}contacts".PostJsonAsync(new { role = "lead", email })|};
                public Task D(string email) => {|INTERCOM1001:new Url("https://api.intercom.io").AppendPathSegments("contacts").PostJsonAsync(new { email })|};
            }
            """
        },
        {
            "client with a base address, request in a local",
            """
            using Flurl.Http;
            class C
            {
                private readonly IFlurlClient client = new FlurlClient("https://api.intercom.io");
                public async Task A(string email)
                {
                    var request = client.Request("contacts").WithHeader("Accept", "application/json");
                    await {|INTERCOM1001:request.PostJsonAsync(new { role = "user", email })|};
                    await {|INTERCOM1001:client.Request("contacts").SendJsonAsync(HttpMethod.Post, new { role = "user", email })|};
                }
            }
            """
        },
        {
            "version header is evidence for a configured host",
            """
            using Flurl.Http;
            class C(string root)
            {
                public Task A(string email) => {|INTERCOM1001:(root + "/contacts").WithHeader("Intercom-Version", "2.11").PostJsonAsync(new { email })|};
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "the search sends its parameters as an object",
            """
            using Flurl;
            using Flurl.Http;
            class C
            {
                public async Task A(string email)
                {
                    var found = await "https://api.intercom.io".AppendPathSegment("contacts").SetQueryParams(new { email, per_page = 50 }).GetJsonAsync<List<string>>();
                    if (found.Any()) return;
                    await "https://api.intercom.io/contacts".PostJsonAsync(new { role = "lead", email });
                }
            }
            """
        },
        {
            "guarded by a search and by a key lookup",
            """
            using Flurl;
            using Flurl.Http;
            class C
            {
                private const string Root = "https://api.intercom.io";
                public async Task A(string email)
                {
                    var page = await Root.AppendPathSegments("contacts", "search").PostJsonAsync(new { query = new { field = "email", @operator = "=", value = email } }).ReceiveJson<List<string>>();
                    if (page.Count == 0) await Root.AppendPathSegment("contacts").PostJsonAsync(new { email });
                }
                public async Task B(string id)
                {
                    try { await $"{Root}/contacts/find_by_external_id/{id}".GetJsonAsync<string>(); }
                    catch (FlurlHttpException e) when (e.StatusCode == 404) { await $"{Root}/contacts".PostJsonAsync(new { external_id = id }); }
                }
            }
            """
        },
        {
            "other hosts and routes",
            """
            using Flurl;
            using Flurl.Http;
            class IntercomAndMore
            {
                public Task A(string email) => "https://api.brevo.com/v3".AppendPathSegment("contacts").PostJsonAsync(new { external_id = "1", email });
                public Task B(string id) => "https://api.intercom.io".AppendPathSegments("contacts", id, "tags").PostJsonAsync(new { id = "1" });
                public Task D(string id) => "https://api.intercom.io".AppendPathSegments("contacts", id).PutJsonAsync(new { email = "a" });
            }
            """
        },
    };
}
