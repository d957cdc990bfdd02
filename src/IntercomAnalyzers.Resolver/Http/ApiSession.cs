using System.Runtime.CompilerServices;
using Polly;

namespace IntercomAnalyzers.Resolver;

/// <summary>The requests of one resolution, counted. Used by one flight at a time.</summary>
internal sealed class ApiSession(ApiTarget target, ResolverSettings settings, ContactIdentity identity)
{
    private readonly ServerText _text = new(target.Token, identity);
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
            return (_requestIds.ToArray(), Volatile.Read(ref _attempts));
        }
    }

    /// <summary>Sends a request that may be repeated, with retries. Never throws but for a cancellation.</summary>
    public ValueTask<ApiReply> ReadAsync(HttpMethod method, ApiPath path, byte[]? body, BodyShape shape, CancellationToken cancellationToken) =>
        // The wait stands outside the attempt's limit: a pause for the rate limit can be longer.
        _rate.IsOpen(Options) ? AttemptAsync(method, path, body, shape, repeats: true, cancellationToken) : ReadInTurnAsync(method, path, body, shape, cancellationToken);

    /// <summary>Sends a create exactly once, in its turn. No caller cancels it: a create cut off half-way would have an unknown outcome.</summary>
    public ValueTask<ApiReply> SendOnceAsync(HttpMethod method, ApiPath path, byte[] body, BodyShape shape) =>
        AttemptAsync(method, path, body, shape, repeats: false, CancellationToken.None);

    /// <summary>Waits until the rate limits let one more request through. Every request needs a turn of its own.</summary>
    public Task WaitForTurnAsync(CancellationToken cancellationToken) => _rate.IsOpen(Options) ? Task.CompletedTask : _rate.WaitAsync(Options, DelayAsync, cancellationToken);

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        Log.Waiting(Settings.Logger, delay.TotalSeconds);
        return Options.TimeProvider.Delay(delay, cancellationToken);
    }

    private async ValueTask<ApiReply> ReadInTurnAsync(HttpMethod method, ApiPath path, byte[]? body, BodyShape shape, CancellationToken cancellationToken)
    {
        await WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
        return await AttemptAsync(method, path, body, shape, repeats: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request, and again if it <paramref name="repeats"/> and the answer is of no use.</summary>
    private async ValueTask<ApiReply> AttemptAsync(HttpMethod method, ApiPath path, byte[]? body, BodyShape shape, bool repeats, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
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
            reply = new ApiReply { Failure = exception };
        }
        finally
        {
            CancellationSources.Return(Options.TimeProvider, limit, known: !target.IsPlainClient);
        }

        if (reply.Failure is null)
        {
            Record(method, path, reply);
        }

        // Most reads succeed at once, and a pipeline is dear: it gets the first answer only when there is something to repeat.
        return repeats && ReadPipeline.IsTransient(reply) ? await RepeatAsync(reply, method, path, body, shape, cancellationToken).ConfigureAwait(false) : reply;
    }

    private ValueTask<ApiReply> RepeatAsync(ApiReply first, HttpMethod method, ApiPath path, byte[]? body, BodyShape shape, CancellationToken cancellationToken) =>
        Settings.ReadPipeline.ExecuteAsync(
            static async (state, token) =>
            {
                if (Interlocked.Exchange(ref state.First.Value, null) is { } reply)
                {
                    return reply;
                }

                await state.Session.WaitForTurnAsync(token).ConfigureAwait(false);
                return await state.Session.AttemptAsync(state.Method, state.Path, state.Body, state.Shape, repeats: false, token).ConfigureAwait(false);
            },
            (Session: this, Method: method, Path: path, Body: body, Shape: shape, First: new StrongBox<ApiReply?>(first)),
            cancellationToken);

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
