using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The part of the official SDK's public surface that the cases use, as a reference: the package cannot be restored everywhere.</summary>
internal static class OfficialSdk
{
    public const string Source =
        """
        using System;
        using System.Collections.Generic;
        namespace Intercom.Core
        {
            public class Model { public virtual string id { get; set; } }
            public class Authentication { public Authentication(string personalAccessToken) { } }
            public class Client { }
        }
        namespace Intercom.Factories { public class RestClientFactory { public RestClientFactory(Intercom.Core.Authentication authentication) { } } }
        namespace Intercom.Exceptions
        {
            public class IntercomException : Exception { }
            public class ApiException : IntercomException { public int StatusCode { get; set; } }
        }
        namespace Intercom.Data
        {
            using Intercom.Core;
            public class Plan : Model { public string name { get; set; } }
            public class Company : Model
            {
                public bool? remove { get; set; }
                public string company_id { get; set; }
                public string name { get; set; }
                public Plan plan { get; set; }
                public int? monthly_spend { get; set; }
                public int? remote_created_at { get; set; }
                public Dictionary<string, object> custom_attributes { get; set; }
            }
            public class Event : Model { public string user_id { get; set; } }
            public class User : Model
            {
                public string user_id { get; set; }
                public string email { get; set; }
                public string phone { get; set; }
                public string name { get; set; }
                public bool? unsubscribed_from_emails { get; set; }
                public Dictionary<string, object> custom_attributes { get; set; }
                public List<Company> companies { get; set; }
            }
            public class Contact : User { }
            public class Visitor : User { }
            public class Users { public List<User> users { get; set; } }
            public class Contacts { public List<Contact> contacts { get; set; } }
        }
        namespace Intercom.Clients
        {
            using Intercom.Core;
            using Intercom.Data;
            using Intercom.Factories;
            public class UsersClient : Client
            {
                public UsersClient(RestClientFactory factory) { }
                public UsersClient(Authentication authentication) { }
                public User Create(User user) => throw null;
                public User Update(User user) => throw null;
                public User View(Dictionary<string, string> parameters) => throw null;
                public User View(string id) => throw null;
                public User View(User user) => throw null;
                public Users List() => throw null;
                public Users List(Dictionary<string, string> parameters) => throw null;
            }
            public class ContactsClient : Client
            {
                public ContactsClient(RestClientFactory factory) { }
                public ContactsClient(Authentication authentication) { }
                public Contact Create(Contact contact) => throw null;
                public Contact Update(Contact contact) => throw null;
                public Contact View(string id) => throw null;
                public Contact View(Contact contact) => throw null;
                public Contacts List(string email) => throw null;
                public Contacts List(Dictionary<string, string> parameters) => throw null;
                public User Convert(Contact contact, User user) => throw null;
            }
            public class EventsClient : Client { public EventsClient(Authentication authentication) { } public Event Create(Event @event) => throw null; }
            public class CompanyClient : Client { public CompanyClient(Authentication authentication) { } public Company Create(Company company) => throw null; }
        }
        """;

    private static readonly Lazy<MetadataReference> Compiled = new(() => SdkReference.Compile("Intercom", Source));

    public static MetadataReference Reference => Compiled.Value;
}
