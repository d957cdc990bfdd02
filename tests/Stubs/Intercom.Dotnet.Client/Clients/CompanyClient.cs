using Intercom.Core;
using Intercom.Data;
using Intercom.Factories;

namespace Intercom.Clients;

public class CompanyClient : Client
{
    public CompanyClient(RestClientFactory factory)
        : base(factory)
    {
    }

    public CompanyClient(Authentication authentication)
        : base(new RestClientFactory(authentication))
    {
    }

    public Company Create(Company company) => Post<Company>("companies", company);

    public Company Update(Company company) => Post<Company>("companies", company);
}
