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
        Lock = identityLock ?? InProcessIdentityLock.Shared;
        Markers = markers ?? WriteMarkers.Shared;
        ReadPipeline = Resolver.ReadPipeline.Build(Options);
    }

    public ContactResolverOptions Options { get; }

    public ILogger Logger { get; }

    public IIdentityLock Lock { get; }

    public WriteMarkers Markers { get; }

    public ResiliencePipeline<ApiReply> ReadPipeline { get; }

    /// <summary>The same settings with other options.</summary>
    public ResolverSettings With(Action<ContactResolverOptions> change)
    {
        var options = Options.Snapshot();
        change(options);
        return new ResolverSettings(options, Logger, Lock, Markers);
    }
}
