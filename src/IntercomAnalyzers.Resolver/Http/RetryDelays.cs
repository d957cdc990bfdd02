using System.Security.Cryptography;

namespace IntercomAnalyzers.Resolver;

/// <summary>Waits that Polly's own backoff does not cover.</summary>
internal static class RetryDelays
{
    private static readonly TimeSpan s_rateLimitDefault = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    /// <summary>After a 429: until the window resets, plus up to 20 %, at most 60 seconds. The callers must not come back at one instant.</summary>
    public static TimeSpan AfterRateLimit(ApiReply reply) => WithJitter(reply.RetryAfter ?? s_rateLimitDefault);

    /// <summary>1, 2, 4, ... times the base, plus up to 20 %, at most 60 seconds.</summary>
    public static TimeSpan Growing(int attempt, ContactResolverOptions options) =>
        WithJitter(TimeSpan.FromTicks(Math.Min(options.RetryBaseDelay.Ticks << Math.Min(attempt, 6), s_longest.Ticks)));

    /// <summary>The delay plus up to 20 %, at most 60 seconds.</summary>
    public static TimeSpan WithJitter(TimeSpan delay)
    {
        var jittered = TimeSpan.FromTicks(delay.Ticks + (long)(delay.Ticks * 0.2 * NextFraction()));
        return jittered > s_longest ? s_longest : jittered;
    }

    private static double NextFraction()
    {
        var bytes = new byte[4];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return BitConverter.ToUInt32(bytes, 0) / (double)uint.MaxValue;
    }
}
