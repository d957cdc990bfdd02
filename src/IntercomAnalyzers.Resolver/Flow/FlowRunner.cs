using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace IntercomAnalyzers.Resolver;

/// <summary>Runs a flow: one flight per identity, a total deadline, cancellation, and what is logged and measured. Stateless.</summary>
internal static class FlowRunner
{
    public static async Task<ContactResolution> RunAsync(IdentityFlow flow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var time = flow.Session.Options.TimeProvider;
        var started = time.GetTimestamp();
        using var activity = Telemetry.Source.StartActivity("intercom.contact.resolve");
        if (flow.Session.Settings.Logger.IsEnabled(LogLevel.Debug))
        {
            Log.Started(flow.Session.Settings.Logger, flow.Identity.Hash);
        }

        var stop = time.CreateCancellationTokenSource(flow.Session.Options.TotalDeadline);
        var token = stop.Token;
        var flight = FlyAsync(flow, stop, cancellationToken);
        ContactResolution resolution;
        try
        {
            resolution = await UntilAsync(flight, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The flight ends by itself: reads stop at once, a create that was sent runs to its answer.
            _ = flight.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            if (cancellationToken.IsCancellationRequested)
            {
                Log.Cancelled(flow.Session.Settings.Logger, flow.Identity.Hash);
                activity?.SetTag("outcome", "Cancelled");
                throw new OperationCanceledException(cancellationToken);
            }

            resolution = flow.Result ?? flow.FailLate();
        }

        Report(flow, resolution, activity, time.GetElapsedTime(started));
        return resolution;
    }

    /// <summary>The flight, or a cancellation before its end. Other than WaitAsync, its end costs no thread.</summary>
    private static Task<ContactResolution> UntilAsync(Task<ContactResolution> flight, CancellationToken token)
    {
        if (flight.IsCompleted)
        {
            return flight;
        }

        var ended = new TaskCompletionSource<ContactResolution>();
        // Whoever cancels does not run what comes after. The source is disposed of with the flight, and the registration with it.
        token.Register(static state => ThreadPool.QueueUserWorkItem(static source => ((TaskCompletionSource<ContactResolution>)source!).TrySetCanceled(), state), ended);
        flight.ContinueWith(
            static (task, state) =>
            {
                var source = (TaskCompletionSource<ContactResolution>)state!;
                _ = task.Status switch
                {
                    TaskStatus.RanToCompletion => source.TrySetResult(task.Result),
                    TaskStatus.Faulted => source.TrySetException(task.Exception!.InnerExceptions),
                    _ => source.TrySetCanceled(),
                };
            },
            ended,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return ended.Task;
    }

    private static async Task<ContactResolution> FlyAsync(IdentityFlow flow, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        using (stop)
        using (cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), stop))
        {
            var time = flow.Session.Options.TimeProvider;
            var waiting = time.GetTimestamp();
            IHeldIdentity held;
            try
            {
                held = await flow.Session.Settings.Lock.AcquireAsync(flow.Identity.Keys, stop.Token).ConfigureAwait(false);
            }
            catch (IdentityLockException exception)
            {
                Log.LockNotTaken(flow.Session.Settings.Logger, flow.Identity.Hash, exception.InnerException!.GetType().Name);
                return flow.Fail(ContactOutcome.LockFailed, null, [], exception.InnerException);
            }

            try
            {
                Telemetry.LockWait.Record(time.GetElapsedTime(waiting).TotalSeconds);
                return await flow.RunAsync(held, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static void Report(IdentityFlow flow, ContactResolution resolution, Activity? activity, TimeSpan elapsed)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", resolution.Outcome.ToString());
        Telemetry.Resolutions.Add(1, outcome);
        Telemetry.Duration.Record(elapsed.TotalSeconds, outcome);
        var logger = flow.Session.Settings.Logger;
        var isResolved = resolution.Contact is not null && resolution.ResolvedAs is null;
        if (activity is null && !logger.IsEnabled(isResolved ? LogLevel.Information : LogLevel.Warning))
        {
            return;
        }

        var identity = flow.Identity.Hash;
        activity?.SetTag("outcome", resolution.Outcome.ToString());
        activity?.SetTag("attempts", resolution.Attempts);
        activity?.SetTag("identity", identity);
        if (isResolved)
        {
            Log.Resolved(logger, identity, resolution.Outcome, resolution.Contact!.Id, resolution.Attempts);
        }
        else
        {
            activity?.SetStatus(ActivityStatusCode.Error, resolution.Outcome.ToString());
            Log.NotResolved(logger, identity, resolution.Outcome, (int?)resolution.StatusCode, resolution.ErrorCode, resolution.Candidates.Count, resolution.Attempts);
        }
    }
}
