using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace IntercomAnalyzers.Resolver;

/// <summary>What one flight logs, measures and traces from its start to its end.</summary>
internal readonly struct FlightReport
{
    private readonly IdentityFlow _flow;
    private readonly Activity? _activity;
    // Null while nobody listens.
    private readonly long? _started;

    private FlightReport(IdentityFlow flow)
    {
        _flow = flow;
        _started = Telemetry.Duration.Enabled ? flow.Session.Options.TimeProvider.GetTimestamp() : null;
        _activity = Telemetry.Source.StartActivity("intercom.contact.resolve");
    }

    private ILogger Logger => _flow.Session.Settings.Logger;

    /// <summary>Starts the flight's activity, which is the current one of the calling method from here on.</summary>
    public static FlightReport Start(IdentityFlow flow)
    {
        var report = new FlightReport(flow);
        if (report.Logger.IsEnabled(LogLevel.Debug))
        {
            Log.Started(report.Logger, flow.Identity.Hash);
        }

        return report;
    }

    public void End(ContactResolution resolution)
    {
        Measure(resolution);
        var isResolved = resolution.Contact is not null && resolution.ResolvedAs is null;
        if (_activity is not null || Logger.IsEnabled(isResolved ? LogLevel.Information : LogLevel.Warning))
        {
            Show(resolution, isResolved);
        }

        _activity?.Dispose();
    }

    public void EndCancelled()
    {
        Log.Cancelled(Logger, _flow.Identity.Hash);
        _activity?.SetTag("outcome", "Cancelled");
        _activity?.Dispose();
    }

    /// <summary>Ends without an outcome, after an exception that no flight expects.</summary>
    public void EndFailed() => _activity?.Dispose();

    private void Measure(ContactResolution resolution)
    {
        if (!Telemetry.Resolutions.Enabled && _started is null)
        {
            return;
        }

        var outcome = new KeyValuePair<string, object?>("outcome", resolution.Outcome.ToString());
        Telemetry.Resolutions.Add(1, outcome);
        if (_started is { } started)
        {
            Telemetry.Duration.Record(_flow.Session.Options.TimeProvider.GetElapsedTime(started).TotalSeconds, outcome);
        }
    }

    private void Show(ContactResolution resolution, bool isResolved)
    {
        var identity = _flow.Identity.Hash;
        _activity?.SetTag("outcome", resolution.Outcome.ToString());
        _activity?.SetTag("attempts", resolution.Attempts);
        _activity?.SetTag("identity", identity);
        if (isResolved)
        {
            Log.Resolved(Logger, identity, resolution.Outcome, resolution.Contact!.Id, resolution.Attempts);
        }
        else
        {
            _activity?.SetStatus(ActivityStatusCode.Error, resolution.Outcome.ToString());
            Log.NotResolved(Logger, identity, resolution.Outcome, (int?)resolution.StatusCode, resolution.ErrorCode, resolution.Candidates.Count, resolution.Attempts);
        }
    }
}
