using System.Reflection;
using FakeIntercom;
using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.Resolver;
using IntercomAnalyzers.Tests.Harness;
using Newtonsoft.Json.Linq;
using static IntercomAnalyzers.Tests.Harness.AdapterCompilation;

namespace IntercomAnalyzers.Tests.Adapters;

/// <summary>The generated adapters, loaded and run against the fake. They share the process's default resolver, so they stand in one class.</summary>
public sealed class AdapterRunTests : IAsyncLifetime
{
    // A token of its own: tests share no locks and markers.
    private readonly string token = Guid.NewGuid().ToString("N");
    private FakeIntercomServer server = null!;

    public async Task InitializeAsync()
    {
        server = await FakeIntercomServer.StartAsync(new FakeIntercomOptions { AccessToken = token });
        ContactResolver.Configure(options => (options.AccessToken, options.BaseAddress) = (token, server.BaseAddress));
    }

    public Task DisposeAsync() => server.DisposeAsync().AsTask();

    [Fact]
    public void OfficialUserKeepsItsCompaniesAndAttributes()
    {
        var c = Load<OfficialSdkAdapterGenerator>(Compile(
            [
                OfficialSdk.Source,
                """
                using System.Collections.Generic;
                using Intercom.Clients;
                using Intercom.Core;
                using Intercom.Data;
                using IntercomAnalyzers.Resolver.CallSites;
                public class C
                {
                    static readonly UsersClient Users = new UsersClient((Authentication)null);
                    public static string Create(bool remove) => Users.FindOrCreate(new User
                    {
                        user_id = "1", email = "ann@example.com", name = "Ann", unsubscribed_from_emails = true,
                        custom_attributes = new Dictionary<string, object> { { "plan", "pro" } },
                        companies = new List<Company>
                        {
                            new Company { company_id = "6", name = "Blue Sun", plan = new Plan { name = "Paid" }, monthly_spend = 49, remote_created_at = 5, custom_attributes = new Dictionary<string, object> { { "seats", 3 } } },
                            new Company { company_id = "7", remove = remove },
                        },
                    }).id;
                }
                """,
            ],
            [AdapterCompilation.Resolver]));

        var id = Call(c, "Create", false);
        Assert.Equal(id, Call(c, "Create", false));
        Assert.IsType<NotSupportedException>(Assert.Throws<TargetInvocationException>(() => Call(c, "Create", true)).InnerException);

        var contact = Assert.Single(server.Workspace.Contacts);
        Assert.Equal(("1", "pro", true), (contact.ExternalId, contact.CustomAttributes["plan"].GetString(), contact.OptionalFields["unsubscribed_from_emails"].GetBoolean()));
        Assert.Equal(server.Workspace.Companies.Select(company => company.Id), contact.CompanyIds);
        Assert.Equal(["6", "7"], server.Workspace.Companies.Select(company => company.CompanyId));
        var first = server.Workspace.Companies[0];
        Assert.Equal(("Blue Sun", "Paid", 49, 5, 3), (first.Name, first.OptionalFields["plan"].GetString(), first.OptionalFields["monthly_spend"].GetInt32(), first.OptionalFields["remote_created_at"].GetInt32(), first.CustomAttributes["seats"].GetInt32()));
    }

    [Fact]
    public async Task IntercomNetSendsTheWholeRequestOnce()
    {
        var c = Load<IntercomNetAdapterGenerator>(Compile(
            [
                IntercomNetSdk.Source,
                """
                using System.Collections.Generic;
                using System.Threading.Tasks;
                using Intercom.Clients;
                using Intercom.Models;
                using Intercom.Requests.Contacts;
                using IntercomAnalyzers.Resolver.CallSites;
                public class C
                {
                    static readonly IContactsClient Contacts = new ContactsClient();
                    static CreateRequest Request() => new CreateRequest(new Contact { Role = "user", ExternalId = "1", Email = "ann@example.com", Name = "Ann" })
                    {
                        Phone = "+1", Avatar = "https://example.com/a.png", SignedUpAt = 5, OwnerId = 7, UnsubscribedFromEmails = false,
                        Attributes = new Dictionary<string, object> { { "plan", "pro" } },
                    };
                    static string Text(Contact c) => string.Join("|", c.Id, c.Role, c.ExternalId, c.Email, c.Phone, c.Name, c.CreatedAt > 0);
                    public static string Create() => Text(Contacts.FindOrCreate(Request()));
                    public static async Task<string> CreateAsync() => Text(await Contacts.FindOrCreateAsync(Request()));
                    public static string CreateLead() => Text(Contacts.FindOrCreate(new CreateRequest(new Contact { Role = "lead", ExternalId = "9", Email = "bob@example.com" })));
                    public static string CreateByEmail() => Text(Contacts.FindOrCreate(new CreateRequest("eve@example.com")));
                }
                """,
            ],
            [AdapterCompilation.Resolver]));

        var created = Call(c, "Create");
        Assert.Equal(created, await (Task<string>)Call(c, "CreateAsync")!);
        Assert.Contains("|lead|", (string)Call(c, "CreateLead")!, StringComparison.Ordinal);
        Assert.Contains("|user||eve@example.com|", (string)Call(c, "CreateByEmail")!, StringComparison.Ordinal);

        var contacts = server.Workspace.Contacts;
        Assert.Equal(3, contacts.Count);
        Assert.Equal($"{contacts[0].Id}|user|1|ann@example.com|+1|Ann|True", created);
        Assert.Equal(["avatar", "owner_id", "signed_up_at", "unsubscribed_from_emails"], contacts[0].OptionalFields.Keys.Order());
        Assert.Equal("pro", contacts[0].CustomAttributes["plan"].GetString());
        Assert.Empty(contacts[2].OptionalFields);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Newtonsoft")]
    public async Task IntercomDotNetTakesHashesAndAnswersInLegacyWords(string? without)
    {
        var c = Load<IntercomDotNetAdapterGenerator>(Compile(
            [
                IntercomDotNetSdk.Source,
                """
                using System;
                using System.Collections;
                using System.Collections.Generic;
                using System.Dynamic;
                using System.Threading.Tasks;
                using IntercomDotNet.Resources;
                using IntercomAnalyzers.Resolver.CallSites;
                public class C
                {
                    static readonly Users Users = new Users(null);
                    static string Text(dynamic user) => string.Join("|", (string)user.id, (string)user.user_id, (string)user.email, (string)user.name, (string)user.phone, (string)user.type, (string)user.custom_attributes.plan, (long)user.created_at > 0);
                    public static string Anonymous() => Text(Users.FindOrCreate(new
                    {
                        user_id = 1, email = "ann@example.com", name = "Ann", signed_up_at = 5.0, last_request_at = DateTime.UnixEpoch,
                        avatar = new { type = "avatar", image_url = "https://example.com/a.png" }, unsubscribed_from_emails = true,
                        custom_attributes = new { plan = "pro", since = DateTime.UnixEpoch }, companies = new[] { new { company_id = 6, name = "Blue Sun", monthly_spend = 49.0 } },
                    }));
                    public static async Task<string> DictionaryAsync() => Text(await Users.FindOrCreateAsync(new Dictionary<string, object> { ["user_id"] = "1", ["name"] = "Ann B." }));
                    public static string Table() => Text(Users.FindOrCreate(new Hashtable { ["user_id"] = "1", ["company"] = new Hashtable { ["id"] = "7" } }));
                    public static string Expando()
                    {
                        dynamic hash = new ExpandoObject();
                        hash.email = "ann@example.com";
                        hash.user_id = "1";
                        return Text(Users.FindOrCreate((object)hash));
                    }

                    public static object Unknown() => Users.FindOrCreate(new { user_id = 1, new_session = true });
                    public static object List() => Users.FindOrCreate(new[] { "1" });
                    public static object User() => Users.FindOrCreate(new { user_id = 1 });
                }
                """,
            ],
            [AdapterCompilation.Resolver],
            without: without));

        var id = ((string)Call(c, "Anonymous")!).Split('|')[0];
        Assert.Equal($"{id}|1|ann@example.com|Ann B.||user|pro|True", await (Task<string>)Call(c, "DictionaryAsync")!);
        Assert.StartsWith(id, (string)Call(c, "Table")!, StringComparison.Ordinal);
        Assert.StartsWith(id, (string)Call(c, "Expando")!, StringComparison.Ordinal);
        Assert.Contains("'new_session'", Assert.Throws<TargetInvocationException>(() => Call(c, "Unknown")).InnerException!.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => Call(c, "List")).InnerException);
        Assert.Equal(without is null, Call(c, "User") is JObject);

        var contact = Assert.Single(server.Workspace.Contacts);
        Assert.Equal(["avatar", "last_seen_at", "signed_up_at", "unsubscribed_from_emails"], contact.OptionalFields.Keys.Order());
        Assert.Equal(("https://example.com/a.png", 5, 0), (contact.OptionalFields["avatar"].GetString(), contact.OptionalFields["signed_up_at"].GetInt32(), contact.OptionalFields["last_seen_at"].GetInt32()));
        Assert.Equal(("pro", 0), (contact.CustomAttributes["plan"].GetString(), contact.CustomAttributes["since"].GetInt32()));
        Assert.Equal(["6", "7"], server.Workspace.Companies.Select(company => company.CompanyId));
        Assert.Equal(2, contact.CompanyIds.Count);
    }

    [Fact]
    public void IntercomDotNetTakesItsOwnResultAndKeepsTypedFailures()
    {
        var c = Load<IntercomDotNetAdapterGenerator>(Compile(
            [
                IntercomDotNetSdk.Source,
                """
                using IntercomDotNet.Resources;
                using IntercomAnalyzers.Resolver.CallSites;
                using Newtonsoft.Json.Linq;
                public class C
                {
                    public static string Json(string json) => new Users(null).FindOrCreate(JObject.Parse(json)).user_id;
                }
                """,
            ],
            [AdapterCompilation.Resolver]));
        server.Workspace.Add(externalId: "gone", state: StoredContactState.Archived);

        Assert.Equal("1", Call(c, "Json", """{"user_id":"1","custom_attributes":{"plan":"pro"},"companies":[{"company_id":"6"}]}"""));
        Assert.IsType<ArchivedContactException>(Assert.Throws<TargetInvocationException>(() => Call(c, "Json", """{"user_id":"gone"}""")).InnerException);
        Assert.Equal("pro", server.Workspace.LiveContacts.Single().CustomAttributes["plan"].GetString());
    }

    private static object? Call(Type type, string method, params object?[] arguments) => type.GetMethod(method)!.Invoke(null, arguments);
}
