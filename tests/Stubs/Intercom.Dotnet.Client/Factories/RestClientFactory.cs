using Intercom.Core;

namespace Intercom.Factories;

public class RestClientFactory
{
    public RestClientFactory(Authentication authentication)
        : this(authentication, "https://api.intercom.io/")
    {
    }

    public RestClientFactory(Authentication authentication, string url) => Transport = new Transport(authentication, url);

    internal Transport Transport { get; }
}
