using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Timeout;

namespace IntercomAnalyzers.Resolver;

/// <summary>The requests of one resolution, counted. Used by one flight at a time.</summary>
internal sealed class ApiSession(ApiTarget target, ResolverSettings settings, ContactIdentity identity)
{
    private readonly ServerText _text = new(target.Token, identity.ExternalId, identity.Email, identity.EmailAsTyped);
    private readonly List<string> _requestIds = [];
    private readonly object _gate = new();
    private int _attempts;

    public ResolverSettings Settings { get; } = settings;

    public ContactResolverOptions Options => Settings.Options;

    public ContactIdentity Identity { get; } = identity;

    public (IReadOnlyList<string> RequestIds, int Attempts) Sent()
    {
        // A create may still be under way when the caller's wait has ended.
        lock (_gate)
        {
            return (_requestIds.ToArray(), _attempts);
        }
    }

    /// <summary>Sends a request that may be repeated, with retries. Never throws but for a cancellation.</summary>
    public async Task<ApiReply> ReadAsync(HttpMethod method, ApiPath path, JsonNode? body, Func<JsonElement, bool> shape, CancellationToken cancellationToken)
    {
        var bytes = Bytes(body);

        // Most reads succeed at once, and a pipeline is dear: it gets the first answer only when there is something to repeat.
        var first = await AttemptWithinLimitAsync(method, path, bytes, shape, cancellationToken).ConfigureAwait(false);
        if (!ReadPipeline.IsTransient(first))
        {
            return first;
        }

        try
        {
            return await Settings.ReadPipeline.ExecuteAsync(
                static (state, token) => Interlocked.Exchange(ref state.First.Value, null) is { } reply
                    ? new ValueTask<ApiReply>(reply)
                    : new ValueTask<ApiReply>(state.Session.AttemptAsync(state.Method, state.Path, state.Bytes, state.Shape, token)),
                (Session: this, Method: method, Path: path, Bytes: bytes, Shape: shape, First: new StrongBox<ApiReply?>(first)),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException exception)
        {
            return new ApiReply { Failure = exception };
        }
    }

    /// <summary>Sends a create exactly once. No caller cancels it: a create cut off half-way would have an unknown outcome.</summary>
    public async Task<ApiReply> SendOnceAsync(HttpMethod method, ApiPath path, JsonNode body, Func<JsonElement, bool> shape)
    {
        using var timeout = Options.TimeProvider.CreateCancellationTokenSource(Options.AttemptTimeout);
        try
        {
            return await AttemptAsync(method, path, Bytes(body), shape, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            return new ApiReply { Failure = exception };
        }
    }

    private async Task<ApiReply> AttemptWithinLimitAsync(HttpMethod method, ApiPath path, byte[]? body, Func<JsonElement, bool> shape, CancellationToken cancellationToken)
    {
        using var timeout = Options.TimeProvider.CreateCancellationTokenSource(Options.AttemptTimeout);
        using var registration = cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), timeout);
        try
        {
            return await AttemptAsync(method, path, body, shape, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new ApiReply { Failure = exception };
        }
    }

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        Log.Waiting(Settings.Logger, delay.TotalSeconds);
        return Options.TimeProvider.Delay(delay, cancellationToken);
    }

    private static byte[]? Bytes(JsonNode? body)
    {
        if (body is null)
        {
            return null;
        }

        using var stream = new MemoryStream(256);
        using (var writer = new Utf8JsonWriter(stream))
        {
            body.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private async Task<ApiReply> AttemptAsync(HttpMethod method, ApiPath path, byte[]? body, Func<JsonElement, bool> shape, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _attempts++;
        }

        ApiReply reply;
        try
        {
            using var request = target.CreateRequest(method, path.Value, body);
            using var response = await target.Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
            reply = await ReplyReader.ReadAsync(response, shape, _text, Options.TimeProvider).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            // Whatever a handler throws, there is no answer, and no answer proves nothing.
            Log.NoAnswer(Settings.Logger, method.Method, path.Template, exception.GetType().Name);
            return new ApiReply { Failure = exception };
        }

        Record(method, path, reply);
        return reply;
    }

    private void Record(HttpMethod method, ApiPath path, ApiReply reply)
    {
        if (reply.RequestId is { } requestId)
        {
            lock (_gate)
            {
                _requestIds.Add(requestId);
            }
        }

        if (reply.Kind == ReplyKind.RateLimited)
        {
            Telemetry.RateLimited.Add(1);
        }

        Log.Answered(Settings.Logger, method.Method, path.Template, reply.Status, reply.Kind, reply.ErrorCode, reply.RequestId);
    }
}
