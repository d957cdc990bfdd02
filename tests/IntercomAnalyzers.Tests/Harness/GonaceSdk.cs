namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The part of Intercom-NET's public surface that the cases use.</summary>
internal static class GonaceSdk
{
    public const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        namespace Intercom.Exceptions { public class ClientException<T> : Exception { public System.Net.HttpStatusCode StatusCode { get; set; } } }
        namespace Intercom.Models
        {
            public class Contact { public string Id { get; set; } public string Role { get; set; } public string ExternalId { get; set; } public string Email { get; set; } public string Name { get; set; } }
        }
        namespace Intercom.Requests.Contacts
        {
            public class CreateRequest
            {
                public CreateRequest(global::Intercom.Models.Contact contact) { }
                public CreateRequest(string email) { }
                public string ExternalId { get; } public string Email { get; } public string Role { get; } public string Name { get; set; }
            }
            public class GetRequest { public GetRequest(string id) { } public string Id { get; set; } }
            public class UpdateRequest { public UpdateRequest(string id) { } public string Email { get; set; } }
        }
        namespace Intercom.Clients
        {
            using global::Intercom.Models; using global::Intercom.Requests.Contacts;
            public interface IContactsClient
            {
                Contact Create(CreateRequest request); Task<Contact> CreateAsync(CreateRequest request);
                Contact Get(GetRequest request); Task<Contact> GetAsync(GetRequest request);
                Task<Contact> UpdateAsync(UpdateRequest request);
            }
            public class ContactsClient : IContactsClient
            {
                public Contact Create(CreateRequest request) => throw null; public Task<Contact> CreateAsync(CreateRequest request) => throw null;
                public Contact Get(GetRequest request) => throw null; public Task<Contact> GetAsync(GetRequest request) => throw null;
                public Task<Contact> UpdateAsync(UpdateRequest request) => throw null;
            }
        }
        namespace Intercom { public static class Intercom { public static Clients.IContactsClient Contacts => throw null; } }
        """;
}
