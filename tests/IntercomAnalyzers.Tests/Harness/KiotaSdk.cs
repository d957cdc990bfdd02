namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The shape of a client that Kiota generates from Intercom's OpenAPI description.</summary>
internal static class KiotaSdk
{
    public const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.CodeDom.Compiler;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Kiota.Abstractions;
        namespace Acme.Intercom
        {
            [GeneratedCode("Kiota", "1.0.0")] public class ApiClient : BaseRequestBuilder
            {
                public ApiClient(IRequestAdapter adapter) : base(adapter, "{+baseurl}", new Dictionary<string, object>()) { }
                public Contacts.ContactsRequestBuilder Contacts => throw null;
            }
        }
        namespace Acme.Intercom.Models
        {
            public class CreateContact { public string Email { get; set; } public string ExternalId { get; set; } public string Role { get; set; } }
            public class Contact { public string Id { get; set; } public string Email { get; set; } }
            public class ContactList { public List<Contact> Data { get; set; } public int? TotalCount { get; set; } }
            public class SearchRequest { public object Query { get; set; } }
            public class Filter { public string Field { get; set; } public string Operator { get; set; } public string Value { get; set; } }
        }
        namespace Acme.Intercom.Contacts
        {
            using Acme.Intercom.Models;
            [GeneratedCode("Kiota", "1.0.0")] public class ContactsRequestBuilder : BaseRequestBuilder
            {
                public ContactsRequestBuilder(IRequestAdapter adapter) : base(adapter, "{+baseurl}/contacts", new Dictionary<string, object>()) { }
                public Search.SearchRequestBuilder Search => throw null;
                public Find_by_external_id.Find_by_external_idRequestBuilder Find_by_external_id => throw null;
                public Item.ContactItemRequestBuilder this[string id] => throw null;
                public Task<Contact> PostAsync(CreateContact body, Action<RequestConfiguration<DefaultQueryParameters>> configure = null, CancellationToken cancellationToken = default) => throw null;
            }
        }
        namespace Acme.Intercom.Contacts.Search
        {
            using Acme.Intercom.Models;
            [GeneratedCode("Kiota", "1.0.0")] public class SearchRequestBuilder : BaseRequestBuilder
            {
                public SearchRequestBuilder(IRequestAdapter adapter) : base(adapter, "{+baseurl}/contacts/search", new Dictionary<string, object>()) { }
                public Task<ContactList> PostAsync(SearchRequest body, CancellationToken cancellationToken = default) => throw null;
            }
        }
        namespace Acme.Intercom.Contacts.Find_by_external_id
        {
            using Acme.Intercom.Models;
            [GeneratedCode("Kiota", "1.0.0")] public class Find_by_external_idRequestBuilder : BaseRequestBuilder
            {
                public Find_by_external_idRequestBuilder(IRequestAdapter adapter) : base(adapter, "{+baseurl}/contacts/find_by_external_id", new Dictionary<string, object>()) { }
                public WithExternalItemRequestBuilder this[string id] => throw null;
            }
            [GeneratedCode("Kiota", "1.0.0")] public class WithExternalItemRequestBuilder : BaseRequestBuilder
            {
                public WithExternalItemRequestBuilder(IRequestAdapter adapter) : base(adapter, "{+baseurl}/contacts/find_by_external_id/{external_id}", new Dictionary<string, object>()) { }
                public Task<Contact> GetAsync(CancellationToken cancellationToken = default) => throw null;
            }
        }
        namespace Acme.Intercom.Contacts.Item
        {
            using Acme.Intercom.Models;
            [GeneratedCode("Kiota", "1.0.0")] public class ContactItemRequestBuilder : BaseRequestBuilder
            {
                public ContactItemRequestBuilder(IRequestAdapter adapter) : base(adapter, "{+baseurl}/contacts/{id}", new Dictionary<string, object>()) { }
                public Task<Contact> PutAsync(CreateContact body, CancellationToken cancellationToken = default) => throw null;
            }
        }
        """;
}
