using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Clients;

public sealed class ConfiguredClientTests : CaseTests<ConfiguredClientTests>, ICases
{
    public static string Id => "INTERCOM1001";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "marked methods of an interface without implementation",
            """
            interface IDesk
            {
                [IntercomLookup] Task<string?> Probe(string externalId);
                [IntercomCreate] Task Open(string externalId, string email);
            }
            class C(IDesk desk)
            {
                public Task A(string id, string email) => {|INTERCOM1001:desk.Open(id, email)|};
                public async Task B(string id, string email) { if (await desk.Probe(email) is null) await {|INTERCOM1001:desk.Open(id, email)|}; }
            }
            class IntercomLookupAttribute : Attribute;
            class IntercomCreateAttribute : Attribute;
            """
        },
        {
            "methods listed in the options",
            """
            // option: intercom_analyzers.create_methods = [Desk.IPort]::Open
            // option: intercom_analyzers.lookup_methods = [Desk.IPort]::Probe
            namespace Desk
            {
                interface IPort { Task<string?> Probe(string email); Task Open(string email); } // Intercom
                class C(IPort port)
                {
                    public Task A(string email) => {|INTERCOM1001:port.Open(email)|};
                    public async Task B(string email) { if (await port.Probe(email) is null) await port.Open(email); }
                }
            }
            """
        },
        {
            "a draft that is passed to a marked method",
            """
            public record Draft(string Email, string Name);
            abstract class Desk { [Marks.IntercomCreate] public abstract Task Open(Draft draft); }
            class C(Desk desk) { public Task A(string email) => {|INTERCOM1001:desk.Open(new Draft(email, "a"))|}; }
            namespace Marks { class IntercomCreateAttribute : Attribute; }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "guarded by the marked lookup",
            """
            interface IDesk
            {
                [IntercomLookup] Task<string?> Probe(string externalId);
                [IntercomCreate] Task Open(string externalId, string email);
            }
            class C(IDesk desk)
            {
                public async Task A(string id, string email)
                {
                    var known = await desk.Probe(id);
                    if (known is not null) return;
                    await desk.Open(id, email);
                }
            }
            class IntercomLookupAttribute : Attribute;
            class IntercomCreateAttribute : Attribute;
            """
        },
        {
            "the inside of a marked method is the user's word",
            """
            class Desk(HttpClient http) { [IntercomCreate] public Task Open(string email) => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
            class IntercomCreateAttribute : Attribute;
            """
        },
    };
}
