namespace IntercomAnalyzers.Resolver;

/// <summary>
/// A flow with its deadline and its report, and the wait for it, which a cancellation or the deadline ends at once. The flow then ends by itself: reads stop,
/// a create that was sent runs to its answer.
/// </summary>
internal sealed class Flight : TaskCompletionSource<ContactResolution>
{
    private readonly IdentityFlow _flow;
    private readonly CancellationToken _cancellationToken;
    private FlightReport _report;
    private int _hasEnded;

    private Flight(IdentityFlow flow, CancellationToken cancellationToken)
    {
        _flow = flow;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Runs the flow in a flight of its own.</summary>
    public static Task<ContactResolution> RunAsync(IdentityFlow flow, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return System.Threading.Tasks.Task.FromCanceled<ContactResolution>(cancellationToken);
        }

        var flight = new Flight(flow, cancellationToken);
        _ = flight.RunAsync();
        return flight.Task;
    }

    private async Task RunAsync()
    {
        _report = FlightReport.Start(_flow);
        var options = _flow.Session.Options;
        var stop = CancellationSources.Rent(options.TimeProvider, options.TotalDeadline);
        ContactResolution resolution;
        try
        {
            // Whoever cancels does not run what comes after.
            stop.Token.Register(static state => ThreadPool.QueueUserWorkItem(static flight => ((Flight)flight!).EndEarly(), state), this);
            using (_cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), stop))
            {
                try
                {
                    resolution = await _flow.LockAsync(stop.Token).ConfigureAwait(false) ?? _flow.Keep(await _flow.ResolveAsync(stop.Token).ConfigureAwait(false));
                }
                catch (FlowStoppedException stopped)
                {
                    resolution = _flow.Keep(_flow.Fail(stopped.Outcome, stopped.Reply, stopped.Candidates, stopped.Cause));
                }
                finally
                {
                    await _flow.ReleaseAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            EndEarly();
            return;
        }
        catch (Exception exception)
        {
            EndFailed(exception);
            return;
        }
        finally
        {
            CancellationSources.Return(options.TimeProvider, stop, known: options.DistributedLockProvider is not null);
        }

        End(resolution);
    }

    private void EndEarly()
    {
        if (!_cancellationToken.IsCancellationRequested)
        {
            End(_flow.EndLate());
        }
        else if (IsFirstEnd())
        {
            _report.EndCancelled();
            TrySetCanceled(_cancellationToken);
        }
    }

    private void End(ContactResolution resolution)
    {
        if (IsFirstEnd())
        {
            _report.End(resolution);
            SetResult(resolution);
        }
    }

    private void EndFailed(Exception exception)
    {
        if (IsFirstEnd())
        {
            _report.EndFailed();
            SetException(exception);
        }
    }

    // Only one end is reported.
    private bool IsFirstEnd() => Interlocked.Exchange(ref _hasEnded, 1) == 0;
}
