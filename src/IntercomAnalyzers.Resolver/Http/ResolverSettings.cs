using Microsoft.Extensions.Logging;
using Polly;

namespace IntercomAnalyzers.Resolver;

/// <summary>What all resolutions of one resolver share. Immutable and thread-safe.</summary>
internal sealed class ResolverSettings
{
    private static readonly Version s_findByExternalId = new(2, 13);

    private readonly IIdentityLock _processLock;

    /// <summary>Lock and markers are the process's own unless a test plays another process.</summary>
    public ResolverSettings(ContactResolverOptions options, ILogger logger, IIdentityLock? processLock = null, WriteMarkers? markers = null)
    {
        Options = options.Snapshot();
        Logger = logger;
        _processLock = processLock ?? InProcessIdentityLock.Shared;
        Lock = Options.DistributedLockProvider is { } provider ? new LayeredIdentityLock(_processLock, new DistributedIdentityLock(provider, logger)) : _processLock;
        Markers = markers ?? WriteMarkers.Shared;
        SharedMarkers = Options.DistributedCache is { } cache ? new SharedMarkers(cache, Options) : null;
        ReadPipeline = Resolver.ReadPipeline.Build(Options);
        HasFindByExternalId = Version.Parse(Options.ApiVersion) >= s_findByExternalId;
    }

    public ContactResolverOptions Options { get; }

    public ILogger Logger { get; }

    public IIdentityLock Lock { get; }

    public WriteMarkers Markers { get; }

    /// <summary>Null when processes share nothing.</summary>
    public SharedMarkers? SharedMarkers { get; }

    public ResiliencePipeline<ApiReply> ReadPipeline { get; }

    /// <summary>The version looks contacts up by their key; earlier ones search.</summary>
    public bool HasFindByExternalId { get; }

    /// <summary>The same settings with other options.</summary>
    public ResolverSettings With(Action<ContactResolverOptions> change)
    {
        var options = Options.Snapshot();
        change(options);
        return new ResolverSettings(options, Logger, _processLock, Markers);
    }
}
