using System.Runtime.CompilerServices;
using System.Text.Json;
using Polly;

namespace IntercomAnalyzers.Resolver;

/// <summary>The requests of one resolution, counted. Used by one flight at a time.</summary>
internal sealed class ApiSession(ApiTarget target, ResolverSettings settings, ContactIdentity identity)
{
    private readonly ServerText _text = new(target.Token, identity.ExternalId, identity.Email, identity.EmailAsTyped);
    private readonly List<string> _requestIds = [];
    private readonly RateGate _rate = target.Workspace.Rate;
    private int _attempts;

    public ResolverSettings Settings { get; } = settings;

    public ContactResolverOptions Options => Settings.Options;

    public ContactIdentity Identity { get; } = identity;

    public (IReadOnlyList<string> RequestIds, int Attempts) Sent()
    {
        // A create may still be under way when the caller's wait has ended.
        lock (_requestIds)
        {
            return (_requestIds.ToArray(), _attempts);
        }
    }

    /// <summary>Sends a request that may be repeated, with retries. Never throws but for a cancellation.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ApiReply> ReadAsync(HttpMethod method, ApiPath path, byte[]? body, Func<JsonElement, bool> shape, CancellationToken cancellationToken)
    {
        // Most reads succeed at once, and a pipeline is dear: it gets the first answer only when there is something to repeat.
        // The wait stands outside the attempt's limit: a pause for the rate limit can be longer.
        await WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        var first = await AttemptAsync(method, path, body, shape, cancellationToken).ConfigureAwait(false);
        if (!ReadPipeline.IsTransient(first))
        {
            return first;
        }

        return await Settings.ReadPipeline.ExecuteAsync(
            static async (state, token) =>
            {
                if (Interlocked.Exchange(ref state.First.Value, null) is { } reply)
                {
                    return reply;
                }

                await state.Session.WaitForTurnAsync(token).ConfigureAwait(false);
                return await state.Session.AttemptAsync(state.Method, state.Path, state.Body, state.Shape, token).ConfigureAwait(false);
            },
            (Session: this, Method: method, Path: path, Body: body, Shape: shape, First: new StrongBox<ApiReply?>(first)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a create exactly once, in its turn. No caller cancels it: a create cut off half-way would have an unknown outcome.</summary>
    public ValueTask<ApiReply> SendOnceAsync(HttpMethod method, ApiPath path, byte[] body, Func<JsonElement, bool> shape) =>
        AttemptAsync(method, path, body, shape, CancellationToken.None);

    /// <summary>Waits until the rate limits let one more request through. Every request needs a turn of its own.</summary>
    public Task WaitForTurnAsync(CancellationToken cancellationToken) => _rate.IsOpen(Options) ? Task.CompletedTask : _rate.WaitAsync(Options, DelayAsync, cancellationToken);

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        Log.Waiting(Settings.Logger, delay.TotalSeconds);
        return Options.TimeProvider.Delay(delay, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ApiReply> AttemptAsync(HttpMethod method, ApiPath path, byte[]? body, Func<JsonElement, bool> shape, CancellationToken cancellationToken)
    {
        lock (_requestIds)
        {
            _attempts++;
        }

        ApiReply reply;
        var limit = CancellationSources.Rent(Options.TimeProvider, Options.AttemptTimeout);
        try
        {
            using var ends = cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), limit);
            using var request = target.CreateRequest(method, path.Value, body);
            using var response = await target.SendAsync(request, limit.Token).ConfigureAwait(false);
            using var bytes = await ResponseBody.ReadAsync(response.Content, limit.Token).ConfigureAwait(false);
            reply = ReplyReader.Read(response, bytes.Bytes, shape, _text, Options.TimeProvider);
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
        finally
        {
            CancellationSources.Return(Options.TimeProvider, limit);
        }

        Record(method, path, reply);
        return reply;
    }

    private void Record(HttpMethod method, ApiPath path, ApiReply reply)
    {
        if (reply.RequestId is { } requestId)
        {
            lock (_requestIds)
            {
                _requestIds.Add(requestId);
            }
        }

        _rate.Observe(reply, Options.TimeProvider);
        if (reply.Kind == ReplyKind.RateLimited)
        {
            Telemetry.RateLimited.Add(1);
        }

        Log.Answered(Settings.Logger, method.Method, path.Template, reply.Status, reply.Kind, reply.ErrorCode, reply.RequestId);
    }
}
