namespace IntercomAnalyzers.Resolver;

/// <summary>
/// A flow under its lock, and the wait for it, which a cancellation ends at once. The flight then ends by itself: reads stop, a create that was sent
/// runs to its answer.
/// </summary>
internal sealed class Flight : TaskCompletionSource<ContactResolution>
{
    private readonly IdentityFlow _flow;
    private readonly CancellationTokenSource _stop;

    private Flight(IdentityFlow flow, CancellationTokenSource stop)
    {
        _flow = flow;
        _stop = stop;
    }

    /// <summary>Starts the flight, which disposes of <paramref name="stop"/> at its end. The caller's token ends it too.</summary>
    public static Task<ContactResolution> Start(IdentityFlow flow, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var flight = new Flight(flow, stop);
        // Whoever cancels does not run what comes after.
        stop.Token.Register(static state => ThreadPool.QueueUserWorkItem(static flight => ((Flight)flight!).TrySetCanceled(), state), flight);
        _ = flight.RunAsync(cancellationToken);
        return flight.Task;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        ContactResolution resolution;
        try
        {
            using (_stop)
            using (cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), _stop))
            {
                resolution = await FlyAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            TrySetCanceled();
            return;
        }
        catch (Exception exception)
        {
            TrySetException(exception);
            return;
        }

        TrySetResult(resolution);
    }

    private async Task<ContactResolution> FlyAsync()
    {
        var time = _flow.Session.Options.TimeProvider;
        var waiting = time.GetTimestamp();
        IHeldIdentity held;
        try
        {
            held = await _flow.Session.Settings.Lock.AcquireAsync(_flow.Identity.Keys, _stop.Token).ConfigureAwait(false);
        }
        catch (IdentityLockException exception)
        {
            Log.LockNotTaken(_flow.Session.Settings.Logger, _flow.Identity.Hash, exception.InnerException!.GetType().Name);
            return _flow.Fail(ContactOutcome.LockFailed, null, [], exception.InnerException);
        }

        try
        {
            if (Telemetry.LockWait.Enabled)
            {
                Telemetry.LockWait.Record(time.GetElapsedTime(waiting).TotalSeconds);
            }

            return await _flow.RunAsync(held, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await held.DisposeAsync().ConfigureAwait(false);
        }
    }
}
