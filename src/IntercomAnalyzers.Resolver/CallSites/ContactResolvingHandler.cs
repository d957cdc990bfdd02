using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// Resolves creates of clients whose code cannot be rewritten: a POST to contacts or users is answered with 200 and the contact's JSON, found or created.
/// Everything else passes through. The requests of a resolution go down the rest of the pipeline, which must not retry them. Thread-safe.
/// </summary>
/// <remarks>
/// A create throws what the extensions on HttpClient throw: <see cref="ContactResolutionException"/> when the contact was not resolved,
/// <see cref="ArgumentException"/> when the body is no JSON object or has no identifier, and <see cref="InvalidOperationException"/> when the request has no Authorization header.
/// </remarks>
public sealed class ContactResolvingHandler : DelegatingHandler
{
    private readonly ResolverSettings? _settings;
    private HttpMessageInvoker? _rest;

    /// <summary>Takes policies and limits from the options; address and token come with each request. Null: from the resolver that was set up last, else the defaults.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option cannot work; the message names it.</exception>
    public ContactResolvingHandler(ContactResolverOptions? options = null, ILogger<ContactResolver>? logger = null)
    {
        if (options is not null)
        {
            ContactResolverOptionsValidator.ThrowIfLimitsInvalid(options);
            _settings = new ResolverSettings(options, (ILogger?)logger ?? NullLogger.Instance);
        }
    }

    private HttpMessageInvoker Rest => LazyInitializer.EnsureInitialized(ref _rest, () => new HttpMessageInvoker(
        InnerHandler ?? throw new InvalidOperationException("The handler has no InnerHandler."), disposeHandler: false))!;

#if NET8_0_OR_GREATER
    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Resolves(request) ? Synchronous.Run(() => ResolveAsync(request, cancellationToken)) : base.Send(request, cancellationToken);
#endif

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Resolves(request) ? ResolveAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rest?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool Resolves(HttpRequestMessage request)
    {
        Throw.IfNull(request, nameof(request));
        return request.Method == HttpMethod.Post && !OwnRequest.IsMarked(request) && request.RequestUri is { IsAbsoluteUri: true } address && CallSiteRoute.IsCreate(address);
    }

    private Task<HttpResponseMessage> ResolveAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        CallSite.SendAsync(new CallSiteClient(Rest, null, null), request, _settings ?? CallSiteSettings.Current, cancellationToken);
}
