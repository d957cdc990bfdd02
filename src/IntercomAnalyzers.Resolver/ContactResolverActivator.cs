using Microsoft.Extensions.Hosting;

namespace IntercomAnalyzers.Resolver;

/// <summary>Makes the registered resolver the default one when the host starts, for call sites that cannot be given it.</summary>
internal sealed class ContactResolverActivator(IContactResolver resolver) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ContactResolver.SetDefault(resolver);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
