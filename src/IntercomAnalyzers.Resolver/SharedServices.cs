using Medallion.Threading;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IntercomAnalyzers.Resolver;

/// <summary>Fills the options that share state across processes from the services of the container, where they were not set.</summary>
internal sealed class SharedServices(IServiceProvider services) : IPostConfigureOptions<ContactResolverOptions>
{
    public void PostConfigure(string? name, ContactResolverOptions options)
    {
        options.DistributedLockProvider ??= services.GetService<IDistributedLockProvider>();
        options.DistributedCache ??= services.GetService<IDistributedCache>();
    }
}
