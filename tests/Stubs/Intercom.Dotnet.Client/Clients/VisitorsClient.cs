using System;
using Intercom.Core;
using Intercom.Data;
using Intercom.Factories;

namespace Intercom.Clients;

public class VisitorsClient : Client
{
    public VisitorsClient(RestClientFactory factory)
        : base(factory)
    {
    }

    public VisitorsClient(Authentication authentication)
        : base(new RestClientFactory(authentication))
    {
    }

    public Visitor View(string id) => Get<Visitor>("visitors/" + Uri.EscapeDataString(id));

    public Visitor Update(Visitor visitor) => Post<Visitor>("visitors", visitor);

    public User ConvertToUser(Visitor visitor, User user) => Post<User>("visitors/convert", new { visitor = new { visitor.id, visitor.user_id }, user, type = "user" });

    public Contact ConvertToContact(Visitor visitor) => Post<Contact>("visitors/convert", new { visitor = new { visitor.id, visitor.user_id }, type = "lead" });
}
