using IntercomAnalyzers.Resolver;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registration of the resolving handler.</summary>
public static class ContactResolvingHttpClientBuilderExtensions
{
    /// <summary>
    /// Adds a <see cref="ContactResolvingHandler"/> to the client, with the <see cref="ContactResolverOptions"/> of the container and its
    /// IDistributedLockProvider and IDistributedCache, if any. Add it after a handler that sets the Authorization header, and add no retry handler.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHttpClientBuilder AddIntercomContactResolving(this IHttpClientBuilder builder)
    {
        Throw.IfNull(builder, nameof(builder));
        builder.Services.AddOptions().AddLogging();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<ContactResolverOptions>, SharedServices>());
        return builder.AddHttpMessageHandler(provider => new ContactResolvingHandler(
            provider.GetRequiredService<IOptions<ContactResolverOptions>>().Value,
            provider.GetRequiredService<ILogger<ContactResolver>>()));
    }
}
