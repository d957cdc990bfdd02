using Microsoft.Extensions.Hosting;

namespace IntercomAnalyzers.Resolver;

/// <summary>Builds the resolver when a host starts, before any service runs, so that call sites without injection use the host's lock, cache and log from the first call on.</summary>
internal sealed class ResolverStart : IHostedService
{
    public ResolverStart(IContactResolver resolver) => _ = resolver;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
