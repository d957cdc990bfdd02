using System;
using System.Collections.Generic;
using System.Linq;
using Intercom.Clients;
using Intercom.Core;
using Intercom.Data;
using Intercom.Exceptions;
using Intercom.Factories;

namespace Consumer;

public sealed class Leads
{
    private readonly ContactsClient _contacts;

    public Leads(RestClientFactory factory) => _contacts = new ContactsClient(factory);

    // INTERCOM1001, INTERCOM2001
    public Contact Capture(string email) => _contacts.Create(new Contact { email = email });

    // INTERCOM1002, INTERCOM2001
    public Contact CaptureOnce(string email) =>
        _contacts.List(email)?.contacts?.FirstOrDefault() ?? _contacts.Create(new Contact { email = email, name = "Lead" });
}

public sealed class Users
{
    private readonly UsersClient _users;

    public Users(RestClientFactory factory) => _users = new UsersClient(factory);

    // INTERCOM2001
    public User Publish(string key, string email) => _users.Create(new User { user_id = key, email = email, name = "User" });
}

public static class Program
{
    public static void Main(string[] args)
    {
        var address = Environment.GetEnvironmentVariable("INTERCOM_BASE_ADDRESS") ?? "https://api.intercom.io";
        var token = Environment.GetEnvironmentVariable("INTERCOM_TOKEN");
#if RESOLVER
        IntercomAnalyzers.Resolver.ContactResolver.Configure(o =>
        {
            o.AccessToken = token;
            o.BaseAddress = new Uri(address);
        });
#endif
        var factory = new RestClientFactory(new Authentication(token), address);
        var leads = new Leads(factory);
        var users = new Users(factory);
        for (var i = 0; i < int.Parse(args[0]); i++)
        {
            leads.Capture($"lead{i}@example.com");
            leads.Capture($"lead{i}@example.com");
            leads.CaptureOnce($"lead{i}@example.com");
            users.Publish($"account-{i}", $"user{i}@example.com");
            users.Publish($"account-{i}", $"user{i}@example.com");
        }
    }
}
