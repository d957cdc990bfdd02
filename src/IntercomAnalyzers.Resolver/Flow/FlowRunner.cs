using System.Diagnostics;

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
        Log.Started(flow.Session.Settings.Logger, flow.Identity.Hash);

        var deadline = time.CreateCancellationTokenSource(flow.Session.Options.TotalDeadline);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var token = stop.Token;
        var flight = FlyAsync(flow, deadline, stop);
        ContactResolution resolution;
        try
        {
            resolution = await flight.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, token).ConfigureAwait(false);
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

    private static async Task<ContactResolution> FlyAsync(IdentityFlow flow, CancellationTokenSource deadline, CancellationTokenSource stop)
    {
        using (deadline)
        using (stop)
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
        activity?.SetTag("outcome", resolution.Outcome.ToString());
        activity?.SetTag("attempts", resolution.Attempts);
        activity?.SetTag("identity", flow.Identity.Hash);
        var logger = flow.Session.Settings.Logger;
        if (resolution.Contact is { } contact && resolution.ResolvedAs is null)
        {
            Log.Resolved(logger, flow.Identity.Hash, resolution.Outcome, contact.Id, resolution.Attempts);
        }
        else
        {
            activity?.SetStatus(ActivityStatusCode.Error, resolution.Outcome.ToString());
            Log.NotResolved(logger, flow.Identity.Hash, resolution.Outcome, (int?)resolution.StatusCode, resolution.ErrorCode, resolution.Candidates.Count, resolution.Attempts);
        }
    }
}
