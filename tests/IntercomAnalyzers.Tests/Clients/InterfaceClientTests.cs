using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class InterfaceClientTests : CaseTests<InterfaceClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "the client is made for an interface that inherits the route",
            """
            using Refit;
            interface IWrite { [Post("/contacts")] Task AddAsync([Body] object contact); }
            interface IApi : IWrite { [Get("/contacts/{id}")] Task<string> ReadAsync(string id); }
            class C
            {
                private readonly IApi api = RestService.For<IApi>("https://api.intercom.io");
                public Task A(string email) => {|INTERCOM1001:api.AddAsync(new { role = "lead", email })|};
            }
            """
        },
        {
            "RestService.For with an address, in another file",
            """
            using Refit;
            class C(IInbox inbox)
            {
                public Task A(string email) => {|INTERCOM1001:inbox.Put(new Person { Role = "lead", Email = email })|};
            }
            public class Person { public string? Role { get; set; } public string? Email { get; set; } }
            public interface IInbox { [Post("/contacts")] Task<string> Put(Person person); }
            // ==== Setup.cs
            using Refit;
            static class Setup { public static IInbox Make() => RestService.For<IInbox>("https://api.intercom.io"); }
            """
        },
        {
            "registered Refit client, body by attribute, answer with status",
            """
            using Microsoft.Extensions.DependencyInjection;
            using Refit;
            public interface IDesk
            {
                [Post("/contacts")] Task<ApiResponse<string>> Open([Body] Dictionary<string, object> fields, [Header("X-Trace")] string trace);
                [Get("/contacts/find_by_external_id/{id}")] Task<ApiResponse<string>> Find(string id);
            }
            static class Setup
            {
                public static void Add(IServiceCollection services) => services.AddHttpClient("desk", http => http.BaseAddress = new Uri("https://api.intercom.io")).AddTypedClient(http => RestService.For<IDesk>(http));
            }
            class C(IDesk desk)
            {
                public async Task A(string id, string email)
                {
                    var found = await desk.Find(id);
                    if (found.IsSuccessStatusCode) return;
                    await {|INTERCOM1001:desk.Open(new Dictionary<string, object> { ["email"] = email }, "t")|};
                }
            }
            """
        },
        {
            "version header on the interface",
            """
            using Refit;
            [Headers("Intercom-Version: 2.11")]
            public interface IDesk { [Post("/contacts")] Task<string> Open([Body] object body); }
            class C(IDesk desk) { public Task A(string email) => {|INTERCOM1001:desk.Open(new { role = "user", email })|}; }
            """
        },
        {
            "named after Intercom, host configured, contact-shaped body",
            """
            using Refit;
            public interface IIntercomApi { [Post("/contacts")] Task<string> Open([Body] object body); }
            class C(IIntercomApi api) { public Task A(string id, string email) => {|INTERCOM1001:api.Open(new { role = "user", external_id = id, email })|}; }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "guarded by the key lookup of the same interface",
            """
            using Refit;
            [Headers("Intercom-Version: 2.11")]
            public interface IDesk
            {
                [Post("/contacts")] Task<string> Open([Body] object body);
                [Get("/contacts/find_by_external_id/{id}")] Task<ApiResponse<string>> Find(string id);
            }
            class C(IDesk desk)
            {
                public async Task A(string id)
                {
                    var found = await desk.Find(id);
                    if (found.StatusCode == HttpStatusCode.NotFound) await desk.Open(new { external_id = id });
                }
            }
            """
        },
        {
            "another service, another route, a server's action",
            """
            using Refit;
            public interface IIntercomBoard { [Post("/contacts")] Task<string> Open([Body] object body); [Post("/contacts/{id}/tags")] Task Tag(string id, [Body] object body); }
            public interface IOther { [Post("/contacts")] Task<string> Open([Body] object body); }
            class C(IIntercomBoard board, IOther other)
            {
                public Task A(string email) => other.Open(new { role = "user", external_id = "1", email });
                public Task B(string name) => board.Open(new { name });
                public Task D(string id) => board.Tag(id, new { id = "1" });
            }
            """
        },
    };
}
