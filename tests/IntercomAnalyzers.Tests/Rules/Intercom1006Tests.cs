using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom1006Tests : CaseTests<Intercom1006Tests>, ICases
{
    public static string Id => "INTERCOM1006";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "a contact of the SDK whose id is there is created again",
            """
            using Intercom.Clients;
            using Intercom.Data;
            class C(ContactsClient contacts)
            {
                public void A(Contact lead)
                {
                    if (string.IsNullOrEmpty(lead.id)) throw new ArgumentException("no id");
                    {|INTERCOM1006:contacts.Create(new Contact { email = lead.email })|};
                }
            }
            """
        },
        {
            "the stored id is required, or known by a property or its length",
            """
            class User { public string? IntercomContactId { get; set; } public string Email { get; set; } = ""; public bool IsLinked => !string.IsNullOrEmpty(IntercomContactId); }
            class C(HttpClient http)
            {
                public Task A(User user) { ArgumentException.ThrowIfNullOrEmpty(user.IntercomContactId); return {|INTERCOM1006:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = user.Email })|}; }
                public async Task B(User user) { if (user.IsLinked) await {|INTERCOM1006:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = user.Email })|}; }
                public async Task C1(User user) { if (user.IntercomContactId?.Length > 0) await {|INTERCOM1006:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = user.Email })|}; }
            }
            """
        },
        {
            "post where the stored id is there",
            """
            class User { public string? IntercomContactId { get; set; } public string Email { get; set; } = ""; }
            class C(HttpClient http)
            {
                public async Task A(User user) { if (!string.IsNullOrEmpty(user.IntercomContactId)) await {|INTERCOM1006:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = user.Email })|}; }
                public async Task B(string? contactId, string email) { if (contactId is null) return; await {|INTERCOM1006:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { id = contactId, email })|}; }
            }
            """
        },
        {
            "every path has found the contact",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { if (await FindAsync(email) is null) return; await {|INTERCOM1006:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email, name = "a" })|}; }
                public async Task B(string id)
                {
                    var known = await http.GetFromJsonAsync<string>("https://api.intercom.io/contacts/find_by_external_id/" + id);
                    await {|INTERCOM1006:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, name = known })|};
                }
            """ + CaseSnippets.Search
        },
        {
            "the SDK's update without an id",
            """
            using Intercom.Clients;
            using Intercom.Data;
            class C(ContactsClient contacts)
            {
                public void A(string key, string email) => {|INTERCOM1006:contacts.Update(new Contact { user_id = key, email = email })|};
            }
            """
        },
        {
            "an upsert for a found user, without its id",
            """
            using IntercomDotNet;
            class C(IntercomClient client)
            {
                public void A(string key)
                {
                    client.Users.Get(userId: key);
                    {|INTERCOM1006:client.Users.Post(new { user_id = key, name = "a" })|};
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "an email that is there is no contact that is there",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, string? email)
                {
                    if (string.IsNullOrWhiteSpace(email)) return;
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email });
                }
            }
            """
        },
        {
            "updates by PUT, upserts that send the id",
            """
            using Intercom.Clients;
            using Intercom.Data;
            class C(HttpClient http, UsersClient users, ContactsClient contacts)
            {
                public async Task A(string email) { if (await FindAsync(email) is { } known) await http.PutAsJsonAsync($"https://api.intercom.io/contacts/{known}", new { email }); }
                public void B(string? contactId, string email) { if (contactId is not null) users.Update(new User { id = contactId, email = email }); }
                public void D(string? contactId) { if (contactId is not null) contacts.Update(new Contact { id = contactId }); }
                public void E(Contact contact) => contacts.Update(contact);
            """ + CaseSnippets.Search
        },
        {
            "the id of something else",
            """
            class Order { public string? CompanyId { get; set; } public string? ContactId { get; set; } public string Email { get; set; } = ""; }
            class C(HttpClient http)
            {
                public async Task A(Order order) { if (order.CompanyId is not null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = order.Email }); }
                public async Task B(Order order, string email) { if (order.ContactId is not null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
            }
            """
        },
        {
            "found, but somebody else",
            """
            class C(HttpClient http)
            {
                public async Task A(string inviter, string email) { if (await FindAsync(inviter) is not null) await CreateAsync(email); }
            """ + CaseSnippets.Search
        },
        {
            "not found, and both branches",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { if (await FindAsync(email) is null) await CreateAsync(email); }
                public async Task B(string email) { await FindAsync(email); await CreateAsync(email); }
            """ + CaseSnippets.Search
        },
    };
}
