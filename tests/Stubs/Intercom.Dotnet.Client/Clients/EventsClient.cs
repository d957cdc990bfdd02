using Intercom.Core;
using Intercom.Data;
using Intercom.Factories;

namespace Intercom.Clients;

public class EventsClient : Client
{
    public EventsClient(RestClientFactory factory)
        : base(factory)
    {
    }

    public EventsClient(Authentication authentication)
        : base(new RestClientFactory(authentication))
    {
    }

    public Event Create(Event @event) => Post<Event>("events", @event);
}
