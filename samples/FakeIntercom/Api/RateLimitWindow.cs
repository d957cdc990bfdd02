using System.Globalization;

namespace FakeIntercom.Api;

/// <summary>Counts the requests of the current rate limit window. Thread-safe.</summary>
internal sealed class RateLimitWindow(FakeIntercomOptions options)
{
    private readonly Lock gate = new();
    private DateTimeOffset end = DateTimeOffset.MinValue;
    private int used;

    /// <summary>Counts one request and writes the three headers.</summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="fault">The fault that is injected, if any: a 429 refuses the request although the window has room.</param>
    /// <returns>Whether the request may go on.</returns>
    public bool Take(IHeaderDictionary headers, FaultKind? fault)
    {
        lock (gate)
        {
            DateTimeOffset now = options.TimeProvider.GetUtcNow();
            if (now >= end)
            {
                end = now + options.RateLimitWindow;
                used = 0;
            }

            bool allowed = fault is not (FaultKind.RateLimited or FaultKind.SharedRateLimited) && used < options.RateLimit;
            used += allowed ? 1 : 0;
            int remaining = fault is FaultKind.RateLimited ? 0 : options.RateLimit - used;
            headers["X-RateLimit-Limit"] = options.RateLimit.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Reset"] = ((long)Math.Ceiling(end.ToUnixTimeMilliseconds() / 1000.0)).ToString(CultureInfo.InvariantCulture);
            return allowed;
        }
    }

    /// <summary>The documented message of a 429.</summary>
    public string Message => string.Create(
        CultureInfo.InvariantCulture,
        $"Exceeded rate limit of {options.RateLimit} in {Math.Max(1, (int)options.RateLimitWindow.TotalSeconds)}_seconds");
}
