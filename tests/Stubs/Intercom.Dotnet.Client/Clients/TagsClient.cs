using System.Collections.Generic;
using System.Linq;
using Intercom.Core;
using Intercom.Data;
using Intercom.Factories;

namespace Intercom.Clients;

public class TagsClient : Client
{
    public TagsClient(RestClientFactory factory)
        : base(factory)
    {
    }

    public TagsClient(Authentication authentication)
        : base(new RestClientFactory(authentication))
    {
    }

    public Tag Create(Tag tag) => Post<Tag>("tags", tag);

    public Tag Tag(string name, List<User> users) => Post<Tag>("tags", new { name, users = users.Select(u => new { u.id, u.user_id, u.email }) });

    public Tag Tag(string name, List<Contact> contacts) => Post<Tag>("tags", new { name, users = contacts.Select(c => new { c.id, c.user_id, c.email }) });
}
