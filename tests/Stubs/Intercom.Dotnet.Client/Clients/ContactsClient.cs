using System;
using System.Collections.Generic;
using Intercom.Core;
using Intercom.Data;
using Intercom.Factories;

namespace Intercom.Clients;

public class ContactsClient : Client
{
    public ContactsClient(RestClientFactory factory)
        : base(factory)
    {
    }

    public ContactsClient(Authentication authentication)
        : base(new RestClientFactory(authentication))
    {
    }

    /// <summary>A new lead each time: nothing is checked.</summary>
    public Contact Create(Contact contact) => Post<Contact>("contacts", contact ?? throw new ArgumentNullException(nameof(contact)));

    public Contact Update(Contact contact) =>
        string.IsNullOrEmpty(contact.id) && string.IsNullOrEmpty(contact.user_id)
            ? throw new ArgumentException("you need to provide either 'contact.id', 'contact.user_id' to update a contact.")
            : Post<Contact>("contacts", contact);

    public Contact View(string id) => Get<Contact>("contacts/" + Uri.EscapeDataString(id));

    public Contact View(Contact contact) =>
        !string.IsNullOrEmpty(contact.id) ? View(contact.id)
        : !string.IsNullOrEmpty(contact.user_id) ? Get<Contact>("contacts", new Dictionary<string, string> { ["user_id"] = contact.user_id })
        : throw new ArgumentException("you need to provide either 'contact.id', 'contact.user_id' to view a contact.");

    public Contacts List() => Get<Contacts>("contacts");

    public Contacts List(string email) => Get<Contacts>("contacts", new Dictionary<string, string> { ["email"] = email });

    public Contacts List(Dictionary<string, string> parameters) => Get<Contacts>("contacts", parameters);

    public Contacts Scroll(string scrollParam = null) =>
        Get<Contacts>("contacts/scroll", scrollParam is null ? null : new Dictionary<string, string> { ["scroll_param"] = scrollParam });

    public Contact Delete(Contact contact) => Delete(contact.id);

    public Contact Delete(string id) => Delete<Contact>("contacts/" + Uri.EscapeDataString(id));

    public User Convert(Contact contact) => Convert(contact, new User { email = contact.email });

    public User Convert(Contact contact, User user) => Post<User>("contacts/convert", new { contact = new { contact.id, contact.user_id }, user });
}
