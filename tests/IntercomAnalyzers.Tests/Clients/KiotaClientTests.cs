using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class KiotaClientTests : CaseTests<KiotaClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "post of a generated request builder",
            """
            using Acme.Intercom;
            using Acme.Intercom.Models;
            class C(ApiClient client)
            {
                public async Task A(string id, string email, CancellationToken ct)
                {
                    var body = new CreateContact { Role = "user", ExternalId = id };
                    body.Email = email;
                    await {|INTERCOM1001:client.Contacts.PostAsync(body, cancellationToken: ct)|};
                }
            }
            """
        },
        {
            "builder in a local, body made by another method",
            """
            using Acme.Intercom;
            using Acme.Intercom.Models;
            class C(ApiClient client)
            {
                public async Task A(string email)
                {
                    var contacts = client.Contacts;
                    await {|INTERCOM1001:contacts.PostAsync(Body(email))|};
                }
                private static CreateContact Body(string email) => new() { Role = "lead", Email = email };
            }
            """
        },
        {
            "found by external id, but for somebody else",
            """
            using Acme.Intercom;
            using Acme.Intercom.Models;
            class C(ApiClient client)
            {
                public async Task A(string id, string other)
                {
                    if (await client.Contacts.Find_by_external_id[other].GetAsync() is null) await {|INTERCOM1001:client.Contacts.PostAsync(new CreateContact { ExternalId = id })|};
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "found by neither external id nor email, and a client of another vendor",
            """
            using Acme.Intercom;
            using Acme.Intercom.Models;
            class C(ApiClient client)
            {
                public async Task A(string id, string email)
                {
                    var contact = await client.Contacts.Find_by_external_id[id].GetAsync();
                    if (contact is { Id: { } known }) return;
                    await client.Contacts.PostAsync(new CreateContact { Role = "user", ExternalId = id });
                }
                public Task B(Sales.SalesClient sales, string id) => sales.Contacts.PostAsync(new Sales.SalesContact { ExternalId = id, Role = "lead" });
            }
            // ==== SalesClient.cs
            namespace Sales
            {
                using Microsoft.Kiota.Abstractions;
                [System.CodeDom.Compiler.GeneratedCode("Kiota", "1.0")]
                public class SalesClient : BaseRequestBuilder
                {
                    public Contacts.ContactsRequestBuilder Contacts => new(PathParameters, RequestAdapter);
                    public SalesClient(IRequestAdapter adapter) : base(adapter, "{+baseurl}", new Dictionary<string, object>()) { RequestAdapter.BaseUrl = "https://api.sales.example.org/v2"; }
                }
                [System.CodeDom.Compiler.GeneratedCode("Kiota", "1.0")]
                public class SalesContact { public string? ExternalId { get; set; } public string? Role { get; set; } }
            }
            namespace Sales.Contacts
            {
                using Microsoft.Kiota.Abstractions;
                [System.CodeDom.Compiler.GeneratedCode("Kiota", "1.0")]
                public class ContactsRequestBuilder : BaseRequestBuilder
                {
                    public ContactsRequestBuilder(Dictionary<string, object> path, IRequestAdapter adapter) : base(adapter, "{+baseurl}/contacts", path) { }
                    public Task PostAsync(Sales.SalesContact body) => Task.CompletedTask;
                }
            }
            """
        },
        {
            "search by a filter, key lookup, update",
            """
            using Acme.Intercom;
            using Acme.Intercom.Models;
            using Microsoft.Kiota.Abstractions;
            class C(ApiClient client)
            {
                public async Task A(string email)
                {
                    var page = await client.Contacts.Search.PostAsync(new SearchRequest { Query = new Filter { Field = "email", Operator = "=", Value = email } });
                    if (page.TotalCount == 0) await client.Contacts.PostAsync(new CreateContact { Email = email });
                }
                public async Task B(string id)
                {
                    try { await client.Contacts.Find_by_external_id[id].GetAsync(); }
                    catch (ApiException e) when (e.ResponseStatusCode == 404) { await client.Contacts.PostAsync(new CreateContact { ExternalId = id }); }
                }
                public Task D(string id) => client.Contacts[id].PutAsync(new CreateContact { Role = "user" });
            }
            """
        },
        {
            "another vendor's generated client beside it",
            """
            using System.CodeDom.Compiler;
            using Microsoft.Kiota.Abstractions;
            namespace Graph.Users.Contacts
            {
                public class Contact { public string? Email { get; set; } public string? Note { get; set; } }
                [GeneratedCode("Kiota", "1.0.0")] public class ContactsRequestBuilder(IRequestAdapter adapter) : BaseRequestBuilder(adapter, "{+baseurl}/users/contacts", new Dictionary<string, object>())
                {
                    public Task<Contact> PostAsync(Contact body) => throw new NotImplementedException();
                }
                class C(ContactsRequestBuilder contacts) { public Task A(string email) => contacts.PostAsync(new Contact { Email = email, Note = "from Intercom" }); }
            }
            """
        },
    };
}
