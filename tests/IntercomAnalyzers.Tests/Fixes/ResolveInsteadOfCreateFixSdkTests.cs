using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace IntercomAnalyzers.Tests.Fixes;

public sealed class ResolveInsteadOfCreateFixSdkTests
{
    [Fact]
    public Task LeadIsResolved() => FixVerifier.VerifyAsync(
        "INTERCOM1001",
        """
        using Intercom.Clients;
        using Intercom.Data;

        class C
        {
            Contact M(ContactsClient contacts, string email) => {|INTERCOM1001:contacts.Create(new Contact { email = email })|};
        }
        """,
        """
        using Intercom.Clients;
        using Intercom.Data;
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            Contact M(ContactsClient contacts, string email) => contacts.FindOrCreate(new Contact { email = email });
        }
        """);

    [Fact]
    public Task DerivedTypesAreResolved() => FixVerifier.VerifyAsync(
        "INTERCOM1001",
        """
        using Intercom.Clients;
        using Intercom.Core;

        class Lead : Intercom.Data.Contact { public string role { get; set; } = "lead"; }

        class Leads : ContactsClient
        {
            public Leads(Authentication authentication) : base(authentication) { }
        }

        class C
        {
            string M(Leads leads, string email) => {|INTERCOM1001:leads.Create(new Lead { email = email })|}.id;
        }
        """,
        """
        using Intercom.Clients;
        using Intercom.Core;
        using IntercomAnalyzers.Resolver.CallSites;

        class Lead : Intercom.Data.Contact { public string role { get; set; } = "lead"; }

        class Leads : ContactsClient
        {
            public Leads(Authentication authentication) : base(authentication) { }
        }

        class C
        {
            string M(Leads leads, string email) => leads.FindOrCreate(new Lead { email = email }).id;
        }
        """);

    [Fact]
    public Task UpsertWithoutRetryIsResolved() => FixVerifier.VerifyAsync(
        "INTERCOM2001",
        """
        using Intercom.Clients;
        using Intercom.Data;

        class C
        {
            User M(UsersClient users, string id) { return {|INTERCOM2001:users.Create(new User() { user_id = id })|}; }
        }
        """,
        """
        using Intercom.Clients;
        using Intercom.Data;
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            User M(UsersClient users, string id) { return users.FindOrCreate(new User() { user_id = id }); }
        }
        """,
        LanguageVersion.CSharp10);

    [Fact]
    public Task CallInADerivedClientIsResolved() => FixVerifier.VerifyAsync(
        "INTERCOM2001",
        """
        using Intercom.Clients;
        using Intercom.Core;
        using Intercom.Data;

        class Accounts : UsersClient
        {
            public Accounts(Authentication authentication) : base(authentication) { }

            public User M(string id) =>
                // One per account.
                {|INTERCOM2001:Create(new User { user_id = id })|};
        }
        """,
        """
        using Intercom.Clients;
        using Intercom.Core;
        using Intercom.Data;
        using IntercomAnalyzers.Resolver.CallSites;

        class Accounts : UsersClient
        {
            public Accounts(Authentication authentication) : base(authentication) { }

            public User M(string id) =>
                // One per account.
                this.FindOrCreate(new User { user_id = id });
        }
        """);

    [Fact]
    public Task CompaniesAreKept() => FixVerifier.VerifyAsync(
        "INTERCOM2001",
        """
        using System.Collections.Generic;
        using Intercom.Clients;
        using Intercom.Data;

        class C
        {
            User M(UsersClient users, string id) => {|INTERCOM2001:users.Create(new User { user_id = id, companies = new List<Company> { new Company { company_id = "6", plan = new Plan { name = "Paid" } } } })|};
        }
        """,
        """
        using System.Collections.Generic;
        using Intercom.Clients;
        using Intercom.Data;
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            User M(UsersClient users, string id) => users.FindOrCreate(new User { user_id = id, companies = new List<Company> { new Company { company_id = "6", plan = new Plan { name = "Paid" } } } });
        }
        """);

    [Theory]
    [InlineData("avatar = \"x\"")]
    [InlineData("id = key")]
    [InlineData("companies = new System.Collections.Generic.List<Company> { new Company { company_id = \"6\", remove = true } }")]
    public Task NotOfferedWhereDataWouldBeLost(string member) => FixVerifier.VerifyNotOfferedAsync(
        "INTERCOM2001",
        $$"""
        using Intercom.Clients;
        using Intercom.Data;

        class Person : User { public string avatar { get; set; } = ""; }

        class C
        {
            User M(UsersClient users, string email, string key) => {|INTERCOM2001:users.Create(new Person { email = email, {{member}} })|};
        }
        """);

    [Fact]
    public Task NotOfferedWhereDataSetLaterWouldBeLost() => FixVerifier.VerifyNotOfferedAsync(
        "INTERCOM2001",
        """
        using Intercom.Clients;
        using Intercom.Data;

        class Person : User { public string avatar { get; set; } = ""; }

        class C
        {
            User M(UsersClient users, string email, string avatar)
            {
                var user = new Person { email = email };
                user.avatar = avatar;
                return {|INTERCOM2001:users.Create(user)|};
            }
        }
        """);

    [Fact]
    public Task NotOfferedWithoutTheResolver() => FixVerifier.VerifyNotOfferedAsync(
        "INTERCOM1001",
        """
        using Intercom.Clients;
        using Intercom.Data;

        class C
        {
            Contact M(ContactsClient contacts, string email) => {|INTERCOM1001:contacts.Create(new Contact { email = email })|};
        }
        """,
        withResolver: false);
}
