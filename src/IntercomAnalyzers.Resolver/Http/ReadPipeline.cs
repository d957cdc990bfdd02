using Polly;
using Polly.Retry;

namespace IntercomAnalyzers.Resolver;

/// <summary>The retry pipelines. Creates have no retry: a lost answer may hide a contact.</summary>
internal static class ReadPipeline
{
    /// <summary>For requests that may be repeated: reads, and updates with the same body.</summary>
    public static ResiliencePipeline<ApiReply> Build(ContactResolverOptions options)
    {
        var builder = new ResiliencePipelineBuilder<ApiReply> { TimeProvider = options.TimeProvider };
        if (options.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<ApiReply>
            {
                MaxRetryAttempts = options.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryBaseDelay,
                MaxDelay = TimeSpan.FromSeconds(60),
                ShouldHandle = new PredicateBuilder<ApiReply>().HandleResult(IsTransient),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(ServerDelay(arguments.Outcome.Result)),
            });
        }

        return builder.Build();
    }

    public static bool IsTransient(ApiReply reply) => reply.Kind is ReplyKind.Failed or ReplyKind.RateLimited;

    private static TimeSpan? ServerDelay(ApiReply? reply) => reply switch
    {
        { Kind: ReplyKind.RateLimited } or { Status: 503, RetryAfter: not null } => RetryDelays.AfterRateLimit(reply),
        _ => null,
    };
}
