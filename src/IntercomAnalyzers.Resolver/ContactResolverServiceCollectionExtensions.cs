using IntercomAnalyzers.Resolver;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registration of the resolver.</summary>
public static class ContactResolverServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IContactResolver"/> as a singleton on a client of IHttpClientFactory named "IntercomAnalyzers.Resolver", and sets up
    /// <see cref="ContactResolver.Default"/>. An IDistributedLockProvider and an IDistributedCache among the services are used, so that all processes that share them act as one. Hosts validate the options at start. The client logs no addresses, because they hold identifiers; do not add a retry handler to it.
    /// </summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IServiceCollection AddIntercomContactResolver(this IServiceCollection services, Action<ContactResolverOptions> configure)
    {
        Throw.IfNull(services, nameof(services));
        Throw.IfNull(configure, nameof(configure));
        services.AddOptions<ContactResolverOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ContactResolverOptions>, SharedServices>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ContactResolverOptions>, ContactResolverOptionsValidator>());
        // The resolver's own limits replace the client's timeout.
        services.AddHttpClient(Telemetry.Name, client => client.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        services.AddLogging();
        services.TryAddSingleton<IContactResolver>(CreateResolver);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ResolverStart>());
        ContactResolver.DefaultSource.Set(() =>
        {
            var options = new ContactResolverOptions();
            configure(options);
            return new ContactResolver(DefaultResolver.SharedClient, options, logger: null);
        });
        return services;
    }

    private static ContactResolver CreateResolver(IServiceProvider provider)
    {
        var factory = provider.GetRequiredService<IHttpClientFactory>();
        var resolver = new ContactResolver(
            () => factory.CreateClient(Telemetry.Name),
            provider.GetRequiredService<IOptions<ContactResolverOptions>>().Value,
            provider.GetRequiredService<ILogger<ContactResolver>>());
        // From here on, call sites without injection share the host's client, options and log.
        ContactResolver.DefaultSource.Set(() => resolver);
        CallSiteSettings.Current = resolver.Settings;
        return resolver;
    }
}
