using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The part of Intercom-NET's public surface that the cases use: the package cannot be restored everywhere.</summary>
internal static class IntercomNetSdk
{
    public const string Source =
        """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        namespace Intercom.Abstractions { public abstract class Model { public virtual string Id { get; set; } public virtual string Type { get; set; } } }
        namespace Intercom.Models
        {
            public class Contact : global::Intercom.Abstractions.Model
            {
                public string Role { get; set; }
                public string ExternalId { get; set; }
                public string Email { get; set; }
                public string Phone { get; set; }
                public string Name { get; set; }
                public long? CreatedAt { get; set; }
                public Dictionary<string, object> Attributes { get; set; }
            }
        }
        namespace Intercom.Requests.Contacts
        {
            using global::Intercom.Models;
            public class CreateRequest
            {
                public CreateRequest(Contact contact) { Role = contact.Role; ExternalId = contact.ExternalId; Email = contact.Email; Phone = contact.Phone; Name = contact.Name; Attributes = contact.Attributes; }
                public CreateRequest(string email) { Email = email; }
                public string Role { get; }
                public string ExternalId { get; }
                public string Email { get; }
                public string Phone { get; set; }
                public string Name { get; set; }
                public string Avatar { get; set; }
                public long? SignedUpAt { get; set; }
                public long? LastSeenAt { get; protected set; }
                public int OwnerId { get; set; }
                public bool? UnsubscribedFromEmails { get; set; }
                public Dictionary<string, object> Attributes { get; set; }
            }
            public class GetRequest { public GetRequest(string id) { } public string Id { get; set; } }
            public class UpdateRequest { public UpdateRequest(string id) { } public string Email { get; set; } }
        }
        namespace Intercom.Clients
        {
            using global::Intercom.Models;
            using global::Intercom.Requests.Contacts;
            public interface IContactsClient
            {
                Contact Create(CreateRequest request);
                Task<Contact> CreateAsync(CreateRequest request);
                Contact Get(GetRequest request);
                Task<Contact> GetAsync(GetRequest request);
                Task<Contact> UpdateAsync(UpdateRequest request);
            }
            public class ContactsClient : IContactsClient
            {
                public Contact Create(CreateRequest request) => throw null;
                public Task<Contact> CreateAsync(CreateRequest request) => throw null;
                public Contact Get(GetRequest request) => throw null;
                public Task<Contact> GetAsync(GetRequest request) => throw null;
                public Task<Contact> UpdateAsync(UpdateRequest request) => throw null;
            }
        }
        namespace Intercom { public static class Intercom { public static Clients.IContactsClient Contacts => throw null; } }
        """;

    private static readonly Lazy<MetadataReference> Compiled = new(() => SdkReference.Compile("IntercomNet", Source));

    public static MetadataReference Reference => Compiled.Value;
}
