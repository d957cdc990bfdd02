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
        ContactResolution resolution;
        try
        {
            resolution = await Flight.Start(flow, stop, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Log.Cancelled(flow.Session.Settings.Logger, flow.Identity.Hash);
                activity?.SetTag("outcome", "Cancelled");
                throw new OperationCanceledException(cancellationToken);
            }

            resolution = flow.EndLate();
        }

        Report(flow, resolution, activity, time, started);
        return resolution;
    }

    private static void Report(IdentityFlow flow, ContactResolution resolution, Activity? activity, TimeProvider time, long started)
    {
        if (Telemetry.Resolutions.Enabled || Telemetry.Duration.Enabled)
        {
            var outcome = new KeyValuePair<string, object?>("outcome", resolution.Outcome.ToString());
            Telemetry.Resolutions.Add(1, outcome);
            Telemetry.Duration.Record(time.GetElapsedTime(started).TotalSeconds, outcome);
        }

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
