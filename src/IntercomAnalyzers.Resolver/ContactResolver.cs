using System.Net.Http.Headers;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntercomAnalyzers.Resolver;

/// <summary>The resolver for one workspace. Thread-safe; locks and markers are shared by all resolvers of the process, and across processes as the options say.</summary>
public sealed class ContactResolver : IContactResolver
{
    private static readonly DefaultResolver s_default = new();

    private readonly Func<HttpClient> _client;
    private readonly ResolverSettings _settings;
    private readonly Uri _root;
    private readonly string _authorization;
    private readonly Workspace _workspace;
    private readonly Action<HttpRequestMessage> _prepare;

    /// <summary>Builds a resolver on a client whose handlers do not retry requests. The client's own BaseAddress and headers are not used.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option cannot work; the message names it.</exception>
    public ContactResolver(HttpClient httpClient, ContactResolverOptions options, ILogger<ContactResolver>? logger = null)
        : this(FactoryOf(httpClient), options, logger)
    {
    }

    internal ContactResolver(Func<HttpClient> client, ContactResolverOptions options, ILogger? logger, IIdentityLock? processLock = null, WriteMarkers? markers = null)
    {
        Throw.IfNull(options, nameof(options));
        ContactResolverOptionsValidator.ThrowIfInvalid(options);
        _client = client;
        _settings = new ResolverSettings(options, logger ?? NullLogger.Instance, processLock, markers);
        if (options.DistributedLockProvider is not null && options.DistributedCache is (null or MemoryDistributedCache))
        {
            Log.LockWithoutMarkers(_settings.Logger);
        }

        _root = ApiTarget.RootOf(options.BaseAddress!);
        _authorization = new AuthenticationHeaderValue("Bearer", options.AccessToken).ToString();
        _workspace = new Workspace(_root, _authorization);
        _prepare = Prepare;
    }

    /// <summary>The resolver for call sites without dependency injection.</summary>
    /// <exception cref="InvalidOperationException">Neither <see cref="Configure"/> nor AddIntercomContactResolver was called.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option cannot work; the message names it.</exception>
    public static IContactResolver Default => s_default.Get();

    /// <summary>Sets up <see cref="Default"/>, and the policies and limits of the call-site extensions. The last call counts.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option cannot work; the message names it.</exception>
    public static void Configure(Action<ContactResolverOptions> configure)
    {
        Throw.IfNull(configure, nameof(configure));
        var options = new ContactResolverOptions();
        configure(options);
        var resolver = new ContactResolver(DefaultResolver.SharedClient, options, logger: null);
        s_default.Set(() => resolver);
        CallSiteSettings.Current = resolver._settings;
    }

    /// <inheritdoc/>
    public Task<ContactResolution> FindOrCreateAsync(ContactDraft draft, CancellationToken cancellationToken = default)
    {
        Throw.IfNull(draft, nameof(draft));
        var target = new ApiTarget(_client(), _root, _settings.Options.AccessToken!, _workspace, _prepare);
        var identity = ContactIdentity.Create(target.Workspace, draft.ExternalId, draft.Email);
        if (identity.Email is null && (identity.ExternalId is null || draft.Role == ContactRole.Lead))
        {
            throw new ArgumentException(
                draft.Role == ContactRole.Lead
                    ? $"{nameof(draft.Email)} is missing or blank: a lead can only be found again by its email."
                    : $"{nameof(draft.ExternalId)} and {nameof(draft.Email)} are both missing or blank: set at least one, better both.",
                nameof(draft));
        }

        var request = new ContactRequest(draft.Role, DraftFields.Copy(draft), draft.UpdateExisting) { Companies = DraftFields.WriteCompanies(draft) };
        return Flight.RunAsync(new ContactFlow(new ApiSession(target, _settings, identity), request), cancellationToken);
    }

    /// <inheritdoc/>
    public ContactResolution FindOrCreate(ContactDraft draft, CancellationToken cancellationToken = default) =>
        Synchronous.Run(() => FindOrCreateAsync(draft, cancellationToken));

    internal static DefaultResolver DefaultSource => s_default;

    internal ResolverSettings Settings => _settings;

    private void Prepare(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation(HeaderNames.Authorization, _authorization);
        request.Headers.TryAddWithoutValidation(HeaderNames.IntercomVersion, _settings.Options.ApiVersion);
    }

    private static Func<HttpClient> FactoryOf(HttpClient httpClient)
    {
        Throw.IfNull(httpClient, nameof(httpClient));
        return () => httpClient;
    }
}
