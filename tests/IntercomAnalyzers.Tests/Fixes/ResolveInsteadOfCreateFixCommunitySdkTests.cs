using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Fixes;

public sealed class ResolveInsteadOfCreateFixCommunitySdkTests
{
    [Fact]
    public Task IntercomNetIsResolvedInBothForms() => FixVerifier.VerifyMarkedAsync(
        """
        using Intercom.Clients;
        using Intercom.Models;
        using Intercom.Requests.Contacts;

        class C
        {
            Contact M(IContactsClient contacts, string email) => {|INTERCOM1001:contacts.Create(new CreateRequest(email) { Name = "Ann", OwnerId = 7 })|};

            async Task<string> M(ContactsClient contacts, Contact contact) => (await {|INTERCOM1001:contacts.CreateAsync(new CreateRequest(contact))|}).Id;
        }
        """,
        """
        using Intercom.Clients;
        using Intercom.Models;
        using Intercom.Requests.Contacts;
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            Contact M(IContactsClient contacts, string email) => contacts.FindOrCreate(new CreateRequest(email) { Name = "Ann", OwnerId = 7 });

            async Task<string> M(ContactsClient contacts, Contact contact) => (await contacts.FindOrCreateAsync(new CreateRequest(contact))).Id;
        }
        """);

    [Fact]
    public Task IntercomNetIsNotOfferedWhereDataWouldBeLost() => FixVerifier.VerifyMarkedNotOfferedAsync(
        """
        using Intercom.Clients;
        using Intercom.Models;
        using Intercom.Requests.Contacts;

        class Request : CreateRequest { public Request(string email) : base(email) { } public string Language { get; set; } = ""; }

        class C
        {
            Contact M(IContactsClient contacts, string email) => {|INTERCOM1001:contacts.Create(new Request(email) { Language = "de" })|};
        }
        """);

    [Fact]
    public Task IntercomDotNetIsResolved() => FixVerifier.VerifyMarkedAsync(
        """
        using System.Collections.Generic;
        using IntercomDotNet;

        class C
        {
            string M(IntercomClient client, string id, string email) => {|INTERCOM1001:client.Users.Post(new { user_id = id, email, custom_attributes = new { plan = "pro" } })|}.id;

            void M(IntercomClient client, string email)
            {
                var hash = new Dictionary<string, object> { ["email"] = email, ["name"] = "Ann" };
                hash["phone"] = "+1";
                hash.Add("companies", new[] { new { company_id = "6" } });
                {|INTERCOM1001:client.Users.Post(hash)|};
            }

            void M(IntercomClient client, object hash) => {|INTERCOM1001:client.Users.Post(hash)|};
        }
        """,
        """
        using System.Collections.Generic;
        using IntercomAnalyzers.Resolver.CallSites;
        using IntercomDotNet;

        class C
        {
            string M(IntercomClient client, string id, string email) => client.Users.FindOrCreate(new { user_id = id, email, custom_attributes = new { plan = "pro" } }).id;

            void M(IntercomClient client, string email)
            {
                var hash = new Dictionary<string, object> { ["email"] = email, ["name"] = "Ann" };
                hash["phone"] = "+1";
                hash.Add("companies", new[] { new { company_id = "6" } });
                client.Users.FindOrCreate(hash);
            }

            void M(IntercomClient client, object hash) => client.Users.FindOrCreate(hash);
        }
        """);

    [Theory]
    [InlineData("{|INTERCOM1001:client.Users.Post(new { user_id = id, new_session = true })|};")]
    [InlineData("{|INTERCOM1001:client.Users.Post(new { id })|};")]
    [InlineData("var hash = new { user_id = id, tags = 1 }; {|INTERCOM1001:client.Users.Post(hash)|};")]
    [InlineData("{|INTERCOM1001:client.Users.Post(new { user_id = id, companies = new[] { new { company_id = 1, remove = true } } })|};")]
    [InlineData("{|INTERCOM1001:client.Users.Post(new Person { user_id = id })|};")]
    [InlineData("{|INTERCOM1001:client.Users.Post(new Dictionary<string, object> { [\"user_id\"] = id, [\"new_session\"] = true })|};")]
    [InlineData("{|INTERCOM1001:client.Users.Post(new Dictionary<string, object> { { \"new_session\", true } })|};")]
    [InlineData("var hash = new Dictionary<string, object>(); hash[\"new_session\"] = true; {|INTERCOM1001:client.Users.Post(hash)|};")]
    [InlineData("var hash = new Dictionary<string, object>(); hash.Add(\"new_session\", true); {|INTERCOM1001:client.Users.Post(hash)|};")]
    public Task IntercomDotNetIsNotOfferedWhereDataWouldBeLost(string statements) => FixVerifier.VerifyMarkedNotOfferedAsync(
        $$"""
        using System.Collections.Generic;
        using IntercomDotNet;

        class Person { public string user_id { get; set; } = ""; public bool new_session { get; set; } }

        class C
        {
            void M(IntercomClient client, string id) { {{statements}} }
        }
        """);

    [Fact]
    public Task NotOfferedWithoutTheResolver() => FixVerifier.VerifyMarkedNotOfferedAsync(
        """
        using IntercomDotNet;

        class C
        {
            void M(IntercomClient client, string id) => {|INTERCOM1001:client.Users.Post(new { user_id = id })|};
        }
        """,
        withResolver: false);
}
