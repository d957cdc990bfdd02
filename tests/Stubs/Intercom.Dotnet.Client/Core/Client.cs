using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using Intercom.Factories;

namespace Intercom.Core;

public class Client
{
    private readonly RestClientFactory _factory;

    protected Client(RestClientFactory factory) => _factory = factory ?? throw new ArgumentNullException(nameof(factory));

    protected T Get<T>(string resource, Dictionary<string, string> parameters = null)
        where T : class
    {
        var query = parameters is null || parameters.Count == 0
            ? string.Empty
            : "?" + string.Join("&", parameters.Select(p => Uri.EscapeDataString(p.Key) + "=" + Uri.EscapeDataString(p.Value)));
        return _factory.Transport.Send<T>(HttpMethod.Get, resource + query, body: null);
    }

    protected T Post<T>(string resource, object body)
        where T : class => _factory.Transport.Send<T>(HttpMethod.Post, resource, body);

    protected T Delete<T>(string resource)
        where T : class => _factory.Transport.Send<T>(HttpMethod.Delete, resource, body: null);
}
