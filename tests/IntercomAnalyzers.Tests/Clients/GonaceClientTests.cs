using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class GonaceClientTests : CaseTests<GonaceClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "interface, static property and concrete client",
            """
            using Intercom.Clients;
            using Intercom.Models;
            using Intercom.Requests.Contacts;
            class C(IContactsClient contacts, ContactsClient concrete)
            {
                public Task<Contact> A(string id, string email) => {|INTERCOM1001:contacts.CreateAsync(new CreateRequest(new Contact { ExternalId = id, Email = email, Role = "user" }))|};
                public Contact B(string email) => {|INTERCOM1001:global::Intercom.Intercom.Contacts.Create(new CreateRequest(email))|};
                public Contact D(string email) { var request = new CreateRequest(email) { Name = "a" }; return {|INTERCOM1001:concrete.Create(request)|}; }
            }
            """
        },
        {
            "a read by Intercom's id asks for another identifier",
            """
            using Intercom.Clients;
            using Intercom.Models;
            using Intercom.Requests.Contacts;
            class C(IContactsClient contacts)
            {
                public async Task A(string contactId, string email)
                {
                    if (await contacts.GetAsync(new GetRequest(contactId)) is null) await {|INTERCOM1001:contacts.CreateAsync(new CreateRequest(email))|};
                }
            }
            """
        },
        {
            "a model that comes from elsewhere",
            """
            using Intercom.Clients;
            using Intercom.Models;
            using Intercom.Requests.Contacts;
            class C(IContactsClient contacts)
            {
                public Task A() => Add(new Contact { Email = "a@example.com" });
                private Task<Contact> Add(Contact contact) => {|INTERCOM1001:contacts.CreateAsync(new CreateRequest(contact))|};
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "updates and reads",
            """
            using Intercom.Clients;
            using Intercom.Models;
            using Intercom.Requests.Contacts;
            class C(IContactsClient contacts)
            {
                public Task A(string id, string email) => contacts.UpdateAsync(new UpdateRequest(id) { Email = email });
                public Contact B(string id) => contacts.Get(new GetRequest(id));
            }
            """
        },
        {
            "a search by raw HTTP guards the SDK's create",
            """
            using Intercom.Clients;
            using Intercom.Models;
            using Intercom.Requests.Contacts;
            class C(IContactsClient contacts, HttpClient http)
            {
                public async Task A(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    if ((await response.Content.ReadFromJsonAsync<List<string>>())!.Count == 0) await contacts.CreateAsync(new CreateRequest(email));
                }
            }
            """
        },
        {
            "own types with the same names in another namespace",
            """
            namespace Crm.Clients
            {
                public record CreateRequest(string Email);
                public class ContactsClient { public void Create(CreateRequest request) { } }
                class C(ContactsClient contacts) { public void A(string email) => contacts.Create(new CreateRequest(email)); /* Intercom */ }
            }
            """
        },
    };
}
