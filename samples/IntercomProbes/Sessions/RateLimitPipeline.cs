using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;

namespace IntercomProbes.Sessions;

/// <summary>Repeats requests that were answered 429, and so were not processed, when their window is over.</summary>
internal static class RateLimitPipeline
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static ResiliencePipeline<HttpResponseMessage> Create() => new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result?.StatusCode == HttpStatusCode.TooManyRequests),
            MaxRetryAttempts = 5,
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(DelayOf(arguments.Outcome.Result!)),
            OnRetry = arguments =>
            {
                arguments.Outcome.Result?.Dispose();
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    private static TimeSpan DelayOf(HttpResponseMessage response)
    {
        TimeSpan delay = response.Headers.RetryAfter?.Delta
            ?? (response.Headers.TryGetValues("X-RateLimit-Reset", out IEnumerable<string>? values)
                && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long reset)
                    ? DateTimeOffset.FromUnixTimeSeconds(reset) - DateTimeOffset.UtcNow
                    : TimeSpan.FromSeconds(10));
        return TimeSpan.FromMilliseconds(Math.Clamp(delay.TotalMilliseconds, 100, Longest.TotalMilliseconds));
    }
}
