using System.Net.Http.Headers;
using IntercomAnalyzers.Resolver.Algorithm;
using IntercomAnalyzers.Resolver.Api;
using IntercomAnalyzers.Resolver.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntercomAnalyzers.Resolver;

/// <summary>The resolver of one workspace. Thread-safe; locks and markers are shared by all resolvers of the process.</summary>
public sealed class ContactResolver : IContactResolver
{
    private static IContactResolver? configured;

    private readonly IntercomApi api;
    private readonly ContactResolverOptions options;
    private readonly ILogger logger;
    private readonly string workspace;

    internal ContactResolver(HttpMessageInvoker client, Uri root, AuthenticationHeaderValue? authorization, string workspace, ContactResolverOptions options, ILogger logger)
    {
        api = new IntercomApi(client, root, authorization, options);
        this.options = options;
        this.logger = logger;
        this.workspace = workspace;
    }

    /// <summary>The resolver of call sites without dependency injection.</summary>
    /// <exception cref="InvalidOperationException">Neither <see cref="Configure"/> nor <c>AddIntercomContactResolver</c> has set it.</exception>
    public static IContactResolver Default => Volatile.Read(ref configured) ?? throw new InvalidOperationException(
        $"The contact resolver is not configured: call services.AddIntercomContactResolver(o => o.{nameof(ContactResolverOptions.AccessToken)} = …) and start the host, or {nameof(ContactResolver)}.{nameof(Configure)}(o => o.{nameof(ContactResolverOptions.AccessToken)} = …), before the first use.");

    /// <summary>Configures <see cref="Default"/>. Call once at start.</summary>
    /// <param name="configure">Sets the options; the access token is required.</param>
    /// <param name="loggerFactory">Where to log; nowhere when null.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is missing or wrong; the message names it.</exception>
    public static void Configure(Action<ContactResolverOptions> configure, ILoggerFactory? loggerFactory = null)
    {
        if (configure is null) throw new ArgumentNullException(nameof(configure));
        var options = new ContactResolverOptions();
        configure(options);
#pragma warning disable CA2000 // Lives as long as the process.
        SetDefault(Create(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, options, loggerFactory));
#pragma warning restore CA2000
    }

    /// <summary>A resolver on a client of your own.</summary>
    /// <param name="client">Sends the requests. It should not retry by itself.</param>
    /// <param name="options">The options; copied values are used from now on.</param>
    /// <param name="loggerFactory">Where to log; nowhere when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">An option is missing or wrong; the message names it.</exception>
    public static ContactResolver Create(HttpMessageInvoker client, ContactResolverOptions options, ILoggerFactory? loggerFactory = null)
    {
        if (client is null) throw new ArgumentNullException(nameof(client));
        if (options is null) throw new ArgumentNullException(nameof(options));
        ContactResolverOptionsValidator.ThrowIfInvalid(options);
        var root = Root(options.BaseAddress!);
        var token = options.AccessToken!.Trim();
        return new ContactResolver(client, root, new AuthenticationHeaderValue("Bearer", token), Workspace(root, token), options, Logger(loggerFactory));
    }

    /// <inheritdoc/>
    public async Task<ContactResolution> FindOrCreateAsync(ContactDraft draft, CancellationToken cancellationToken = default)
    {
        if (draft is null) throw new ArgumentNullException(nameof(draft));
        var identity = ContactIdentity.Of(draft.Role, draft.ExternalId, draft.Email, workspace, nameof(draft));
        return await ResolveAsync(draft, identity, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ContactResolution FindOrCreate(ContactDraft draft, CancellationToken cancellationToken = default) =>
        Task.Run(() => FindOrCreateAsync(draft, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    internal static void SetDefault(IContactResolver resolver) => Volatile.Write(ref configured, resolver);

    internal static Uri Root(Uri address) => new(address.GetLeftPart(UriPartial.Authority) + "/");

    /// <summary>Names the workspace in locks and markers: the host and a hash of the credentials.</summary>
    internal static string Workspace(Uri root, string credentials) => root.Authority + "#" + ContactIdentity.Hash(credentials);

    internal static ILogger Logger(ILoggerFactory? factory) => factory?.CreateLogger("IntercomAnalyzers.Resolver") ?? NullLogger.Instance;

    private async Task<ContactResolution> ResolveAsync(ContactDraft draft, ContactIdentity identity, CancellationToken cancellationToken)
    {
        var journal = new Journal();
        var run = new ContactResolutionRun(api, options, WriteMarkers.Shared, draft, identity, journal);
        using var activity = ResolverTelemetry.Start(identity);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = options.Time.CreateTimer(_ => deadline.Cancel(), null, options.TotalTimeout, Timeout.InfiniteTimeSpan);
        ContactResolution resolution;
        try
        {
            var waited = options.Time.GetTimestamp();
            using (await IdentityLocks.Shared.AcquireAsync(identity.Keys, deadline.Token).ConfigureAwait(false))
            {
                ResolverTelemetry.LockWait(options.Time.GetElapsedTime(waited));
                resolution = await run.RunAsync(deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            resolution = run.Result(run.IsCreateOpen ? ContactOutcome.CreateOutcomeUnknown : ContactOutcome.LookupFailed, null, [], $"the deadline of {options.TotalTimeout.TotalSeconds:0} s has passed");
        }

        ResolverTelemetry.Ended(activity, resolution, journal);
        Log.Ended(logger, resolution, identity.Fingerprint, journal);
        return resolution;
    }
}
