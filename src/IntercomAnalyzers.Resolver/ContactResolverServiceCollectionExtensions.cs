using IntercomAnalyzers.Resolver;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the resolver.</summary>
public static class ContactResolverServiceCollectionExtensions
{
    /// <summary>The name of the HTTP client that the resolver uses.</summary>
    public const string HttpClientName = "IntercomAnalyzers.Resolver";

    /// <summary>Adds <see cref="IContactResolver"/> as a singleton. The options are validated when the host starts; a missing token or a wrong address stops it with a message that names the option.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; the access token is required.</param>
    /// <returns>The builder of the resolver's HTTP client, for handlers of your own. Do not add a retry there.</returns>
    public static IHttpClientBuilder AddIntercomContactResolver(this IServiceCollection services, Action<ContactResolverOptions> configure)
    {
        if (services is null) throw new ArgumentNullException(nameof(services));
        if (configure is null) throw new ArgumentNullException(nameof(configure));
        services.AddSingleton<IValidateOptions<ContactResolverOptions>, ContactResolverOptionsValidator>();
        services.AddOptions<ContactResolverOptions>().Configure(configure).ValidateOnStart();
        services.TryAddSingleton<IContactResolver>(provider =>
        {
#pragma warning disable CA2000 // The factory owns the handlers.
            var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
#pragma warning restore CA2000
            return ContactResolver.Create(client, provider.GetRequiredService<IOptions<ContactResolverOptions>>().Value, provider.GetService<ILoggerFactory>());
        });
        services.AddHostedService<ContactResolverActivator>();

        // Each request has a time-out of its own, and waiting for a rate limit must not count.
        return services.AddHttpClient(HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan);
    }
}
