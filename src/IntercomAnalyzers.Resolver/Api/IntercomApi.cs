using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace IntercomAnalyzers.Resolver.Api;

/// <summary>Sends requests to one workspace and reads the answers. Never throws for an answer of the server; thread-safe.</summary>
internal sealed class IntercomApi
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DefaultRateLimitWait = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker client;
    private readonly Uri root;
    private readonly AuthenticationHeaderValue? authorization;
    private readonly ContactResolverOptions options;
    private readonly ResiliencePipeline<ApiAnswer> retry;

    /// <param name="client">The client that sends.</param>
    /// <param name="root">The API's address, with a trailing slash.</param>
    /// <param name="authorization">The header to send, or null when the client sends its own.</param>
    /// <param name="options">Versions, times and attempts.</param>
    public IntercomApi(HttpMessageInvoker client, Uri root, AuthenticationHeaderValue? authorization, ContactResolverOptions options)
    {
        this.client = client;
        this.root = root;
        this.authorization = authorization;
        this.options = options;
        var builder = new ResiliencePipelineBuilder<ApiAnswer> { TimeProvider = options.Time };
        if (options.MaxRetryAttempts > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<ApiAnswer>
            {
                ShouldHandle = arguments => new ValueTask<bool>(arguments.Outcome.Result is { IsTransient: true }),
                MaxRetryAttempts = options.MaxRetryAttempts,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryDelay,
                UseJitter = true,
                MaxDelay = LongestWait,
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(arguments.Outcome.Result?.Wait),
            });
        }

        retry = builder.Build();
    }

    /// <summary>A request that may be repeated: a read, or a write of the same body to the same record.</summary>
    public async Task<ApiAnswer> SendRepeatableAsync(HttpMethod method, string path, JsonObject? body, Journal journal, CancellationToken cancellationToken) =>
        await retry.ExecuteAsync(async token => await SendOnceAsync(method, path, body, journal, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>A request that must not be repeated without looking again.</summary>
    public async Task<ApiAnswer> SendOnceAsync(HttpMethod method, string path, JsonObject? body, Journal journal, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        request.Headers.Authorization = authorization;
        request.Headers.TryAddWithoutValidation("Intercom-Version", options.IntercomVersion);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");

        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = options.Time.CreateTimer(_ => attempt.Cancel(), null, options.AttemptTimeout, Timeout.InfiniteTimeSpan);
        journal.CountRequest();
        ApiAnswer answer;
        try
        {
            using var response = await client.SendAsync(request, attempt.Token).ConfigureAwait(false);
#if NET
            var text = response.Content is null ? "" : await response.Content.ReadAsStringAsync(attempt.Token).ConfigureAwait(false);
#else
            var text = response.Content is null ? "" : await response.Content.ReadAsStringAsync().ConfigureAwait(false);
#endif
            answer = Read(response, text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            answer = new ApiAnswer(0, null) { NotSent = IsRefused(e) };
        }

        journal.Record(answer);
        return answer;
    }

    /// <summary>Waits as long as the answer asks, or for the given attempt's share of the backoff.</summary>
    public Task WaitAsync(ApiAnswer? answer, int attempt, CancellationToken cancellationToken) =>
        Delay(answer?.Wait ?? TimeSpan.FromTicks(Math.Min(options.RetryDelay.Ticks << Math.Min(attempt, 6), LongestWait.Ticks)), cancellationToken);

    private async Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
#if NET
        await Task.Delay(delay, options.Time, cancellationToken).ConfigureAwait(false);
#else
        await options.Time.Delay(delay, cancellationToken).ConfigureAwait(false);
#endif
    }

    private ApiAnswer Read(HttpResponseMessage response, string text)
    {
        JsonElement? body = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            body = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // An unreadable body is a fact about the answer, not an error of ours.
        }

        return new ApiAnswer((int)response.StatusCode, body)
        {
            RequestId = Header(response, "X-Request-Id"),
            Link = Header(response, "Link"),
            Wait = WaitFor(response),
        };
    }

    private TimeSpan? WaitFor(HttpResponseMessage response)
    {
        if ((int)response.StatusCode != 429) return null;
        var now = options.Time.GetUtcNow();
        TimeSpan wait;
        if (response.Headers.RetryAfter is { } after) wait = after.Delta ?? (after.Date - now) ?? DefaultRateLimitWait;
        else if (long.TryParse(Header(response, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset) && reset is > 0 and < 253_402_300_800) wait = DateTimeOffset.FromUnixTimeSeconds(reset) - now;
        else wait = DefaultRateLimitWait;
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;

        // Everybody waits for the same second: jitter keeps them from coming back together.
        wait += TimeSpan.FromMilliseconds(Jitter.Next(50 + (int)(Math.Min(wait.TotalMilliseconds, 60_000) * 0.2)));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static bool IsRefused(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException!)
        {
            if (e is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain }) return true;
        }

        return false;
    }
}
