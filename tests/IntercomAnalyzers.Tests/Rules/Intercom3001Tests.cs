using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom3001Tests : CaseTests<Intercom3001Tests>, ICases
{
    public static string Id => "INTERCOM3001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "a helper that sets the name sets no identifier",
            """
            class Person { public string? external_id { get; set; } public string? email { get; set; } public string? name { get; set; } }
            class C(HttpClient http)
            {
                public Task A(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new Person { external_id = id, email = email });
                public Task B(string id, string name)
                {
                    var person = new Person { external_id = id };
                    SetName(person, name);
                    return {|INTERCOM3001:http.PostAsJsonAsync("https://api.intercom.io/contacts", person)|};
                }
                private static void SetName(Person person, string name) => person.name = name;
            }
            """
        },
        {
            "safe calls of an SDK's extension count with what they send",
            """
            using IntercomAnalyzers.Resolver.CallSites;
            using IntercomDotNet;
            class C(IntercomClient client)
            {
                public object A(string id, string email) => client.Users.FindOrCreate(new { user_id = id, email });
                public object B(string id, string email) => client.Users.FindOrCreate(new { user_id = id, email, name = "b" });
                public object D(string email) => {|INTERCOM3001:client.Users.Post(new { email })|};
            }
            // ==== Generated.cs
            namespace IntercomAnalyzers.Resolver { public class ContactDraft { } }
            namespace IntercomAnalyzers.Resolver.CallSites { public static class Extensions { public static object FindOrCreate(this IntercomDotNet.Resources.Users users, object hash) => hash; } }
            """
        },
        {
            "one place sends less than the others, in another file",
            """
            class A(HttpClient http) { public Task M(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email }); }
            class B(HttpClient http) { public Task M(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email, name = "a" }); }
            // ==== Checkout.cs
            class Checkout(HttpClient http) { public Task M(string email) => {|INTERCOM3001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|}; }
            """
        },
        {
            "required by an option, reported while typing",
            """
            // option: intercom_analyzers.required_identifiers = external_id, email
            class C(HttpClient http)
            {
                public Task Both(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                public Task Id(string id) => {|INTERCOM3001:http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id })|};
            }
            """
        },
        {
            "of two equally frequent ones external_id is chosen",
            """
            class C(HttpClient http)
            {
                public Task Id(string id) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id });
                public Task Email(string email) => {|INTERCOM3001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
            }
            """
        },
        {
            "a safe call that sends less is still a different combination",
            """
            class C(HttpClient http)
            {
                public Task A(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                public Task B(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email, name = id });
                public Task Safe(string email) => {|INTERCOM3001:IntercomAnalyzers.Resolver.CallSites.ContactHttpClientExtensions.FindOrCreateContactAsJsonAsync(http, "https://api.intercom.io/contacts", new { email })|};
            }
            // ==== Resolver.cs
            namespace IntercomAnalyzers.Resolver { public class ContactDraft; }
            namespace IntercomAnalyzers.Resolver.CallSites
            {
                static class ContactHttpClientExtensions { public static Task FindOrCreateContactAsJsonAsync<T>(this HttpClient http, string requestUri, T value) => Task.CompletedTask; }
            }
            """
        },
        {
            "official SDK and raw HTTP together; the larger one with a third of the places is chosen",
            """
            using Intercom.Clients;
            using Intercom.Data;
            class C(HttpClient http, UsersClient users)
            {
                public void Sdk(string key) => {|INTERCOM3001:users.Create(new User { user_id = key })|};
                public void Sdk2(string key) => {|INTERCOM3001:users.Update(new User { user_id = key })|};
                public Task Raw(string key, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = key, email });
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "helpers that are handed the object set its identifiers",
            """
            class Person { public string? external_id { get; set; } public string? email { get; set; } public string? name { get; set; } }
            static class People { public static void SetIdentity(this Person person, string id, string email) { person.external_id = id; person.email = email; } }
            class C(HttpClient http)
            {
                public Task A(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new Person { external_id = id, email = email });
                public Task B(string id, string email)
                {
                    var person = new Person();
                    person.SetIdentity(id, email);
                    return http.PostAsJsonAsync("https://api.intercom.io/contacts", person);
                }
                public Task D(string id, string email)
                {
                    var person = new Person { external_id = id };
                    AddEmail(person, email);
                    return http.PostAsJsonAsync("https://api.intercom.io/contacts", person);
                }
                public Task Maybe(string id, string? email)
                {
                    var person = new Person { external_id = id };
                    AddIfKnown(person, email);
                    return http.PostAsJsonAsync("https://api.intercom.io/contacts", person);
                }
                private static void AddEmail(Person person, string email) => person.email = email.Trim();
                private static void AddIfKnown(Person person, string? email) { if (email is not null) person.email = email; }
            }
            """
        },
        {
            "one combination under both names",
            """
            class C(HttpClient http)
            {
                public Task New(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                public Task Old(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/users", new { user_id = id, email });
            }
            """
        },
        {
            "leads apart, unknown bodies, converts",
            """
            class C(HttpClient http)
            {
                public Task User(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email });
                public Task Lead(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                public Task Forward(JsonElement body) => http.PostAsJsonAsync("https://api.intercom.io/contacts", body);
                public Task Convert(string email) => http.PostAsJsonAsync("https://api.intercom.io/visitors/convert", new { user = new { email } });
            }
            """
        },
        {
            "safe calls count, leads among them apart",
            """
            using Intercom.Clients;
            using Intercom.Data;
            using IntercomAnalyzers.Resolver;
            using IntercomAnalyzers.Resolver.CallSites;
            class C(ContactsClient contacts, UsersClient users, IContactResolver resolver)
            {
                public void Lead(string email) => contacts.FindOrCreate(new Intercom.Data.Contact { email = email });
                public void User(string key, string email) => users.FindOrCreate(new User { user_id = key, email = email });
                public Task Draft(string email) => resolver.FindOrCreateAsync(new ContactDraft { Role = ContactRole.Lead, Email = email });
            }
            // ==== Resolver.cs
            namespace IntercomAnalyzers.Resolver
            {
                public enum ContactRole { User, Lead }
                public class ContactDraft { public ContactRole Role { get; set; } public string? Email { get; set; } }
                public interface IContactResolver { Task FindOrCreateAsync(ContactDraft draft, CancellationToken cancellationToken = default); }
            }
            namespace IntercomAnalyzers.Resolver.CallSites
            {
                static class Extensions
                {
                    public static Intercom.Data.Contact FindOrCreate(this Intercom.Clients.ContactsClient client, Intercom.Data.Contact contact) => contact;
                    public static Intercom.Data.User FindOrCreate(this Intercom.Clients.UsersClient client, Intercom.Data.User user) => user;
                }
            }
            """
        },
        {
            "another vendor's creates do not count",
            """
            class C(HttpClient http)
            {
                public Task User(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                public Task Other(string email) => http.PostAsJsonAsync("https://api.hubapi.com/contacts", new { email });
            }
            """
        },
        {
            "sending more than is required",
            """
            // option: intercom_analyzers.required_identifiers = external_id
            class C(HttpClient http)
            {
                public Task Both(string id, string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                public Task Lead(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
            }
            """
        },
    };
}
