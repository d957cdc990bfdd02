using Microsoft.Extensions.Logging;
using Polly;

namespace IntercomAnalyzers.Resolver;

/// <summary>What all resolutions of one resolver share. Immutable and thread-safe.</summary>
internal sealed class ResolverSettings
{
    public ResolverSettings(ContactResolverOptions options, ILogger logger, IIdentityLock? identityLock = null, WriteMarkers? markers = null)
    {
        Options = options.Snapshot();
        Logger = logger;
        Lock = identityLock ?? LockOf(Options, logger);
        Markers = markers ?? WriteMarkers.Shared;
        SharedMarkers = Options.DistributedCache is { } cache ? new SharedMarkers(cache, Options) : null;
        ReadPipeline = Resolver.ReadPipeline.Build(Options);
    }

    public ContactResolverOptions Options { get; }

    public ILogger Logger { get; }

    public IIdentityLock Lock { get; }

    public WriteMarkers Markers { get; }

    /// <summary>Null when processes share nothing.</summary>
    public SharedMarkers? SharedMarkers { get; }

    public ResiliencePipeline<ApiReply> ReadPipeline { get; }

    /// <summary>The same settings with other options.</summary>
    public ResolverSettings With(Action<ContactResolverOptions> change)
    {
        var options = Options.Snapshot();
        change(options);
        return new ResolverSettings(options, Logger, Lock, Markers);
    }

    private static IIdentityLock LockOf(ContactResolverOptions options, ILogger logger) => options.DistributedLockProvider is { } provider
        ? new LayeredIdentityLock(InProcessIdentityLock.Shared, new DistributedIdentityLock(provider, logger))
        : InProcessIdentityLock.Shared;
}
