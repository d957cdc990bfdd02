using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class RestSharpClientTests : CaseTests<RestSharpClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "options in the constructor, request put together in a chain",
            """
            using RestSharp;
            class C
            {
                private readonly RestClient client = new(new RestClientOptions("https://api.intercom.io"));
                public async Task A(string email) =>
                    await {|INTERCOM1001:client.ExecuteAsync(new RestRequest("contacts", Method.Post).AddHeader("Accept", "application/json").AddJsonBody(new { role = "lead", email }))|};
            }
            """
        },
        {
            "request in a local that later calls add to",
            """
            using RestSharp;
            class C
            {
                private readonly IRestClient client;
                public C() => client = new RestClient("https://api.eu.intercom.io");
                public async Task A(string email)
                {
                    var request = new RestRequest("/contacts") { Method = Method.Post };
                    request.AddHeader("Intercom-Version", "2.11");
                    request.AddParameter("application/json", JsonSerializer.Serialize(new { email }), ParameterType.RequestBody);
                    var response = await {|INTERCOM1001:client.ExecuteAsync(request)|};
                }
            }
            """
        },
        {
            "typed posts, absolute resource, client from the container",
            """
            using Microsoft.Extensions.DependencyInjection;
            using RestSharp;
            class C(RestClient client)
            {
                public static void Add(IServiceCollection services) => services.AddSingleton(new RestClient("https://api.intercom.io"));
                public Task A(string email) => {|INTERCOM1001:client.PostAsync(new RestRequest("contacts").AddJsonBody(new { email }))|};
                public Task B(string email) => {|INTERCOM1001:client.PostJsonAsync("contacts", new { email })|};
                public Task D(string email) => {|INTERCOM1001:new RestClient().ExecutePostAsync(new RestRequest("https://api.intercom.io/contacts").AddJsonBody(new { email }))|};
            }
            """
        },
        {
            "a failed answer is an answer: the other identifier was asked",
            """
            using RestSharp;
            class C
            {
                private readonly RestClient client = new("https://api.intercom.io");
                public async Task A(string id, string email)
                {
                    var found = await client.ExecuteAsync(new RestRequest("contacts/find_by_external_id/{id}").AddUrlSegment("id", id));
                    if (found.StatusCode == HttpStatusCode.NotFound) await {|INTERCOM1001:client.ExecuteAsync(new RestRequest("contacts", Method.Post).AddJsonBody(new { email }))|};
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "guarded by a key lookup with a URL segment",
            """
            using RestSharp;
            class C
            {
                private readonly RestClient client = new("https://api.intercom.io");
                public async Task A(string id)
                {
                    var found = await client.ExecuteAsync(new RestRequest("contacts/find_by_external_id/{id}").AddUrlSegment("id", id));
                    if (found.StatusCode == HttpStatusCode.NotFound) await client.ExecuteAsync(new RestRequest("contacts", Method.Post).AddJsonBody(new { external_id = id }));
                }
            }
            """
        },
        {
            "another host, another route, a read, an update",
            """
            using RestSharp;
            class IntercomAndMore
            {
                private readonly RestClient other = new("https://api.hubapi.com");
                private readonly RestClient client = new("https://api.intercom.io");
                public Task A(string email) => other.ExecuteAsync(new RestRequest("contacts", Method.Post).AddJsonBody(new { external_id = "1", email }));
                public Task B(string id) => client.ExecuteAsync(new RestRequest("events", Method.Post).AddJsonBody(new { user_id = id }));
                public Task D(string id) => client.ExecuteAsync(new RestRequest("contacts/{id}", Method.Put).AddUrlSegment("id", id).AddJsonBody(new { email = "a" }));
                public Task E(string email) => client.ExecuteAsync(new RestRequest("contacts").AddQueryParameter("email", email));
            }
            """
        },
    };
}
