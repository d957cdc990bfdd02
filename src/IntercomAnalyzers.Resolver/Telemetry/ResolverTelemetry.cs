using System.Diagnostics;
using System.Diagnostics.Metrics;
using IntercomAnalyzers.Resolver.Algorithm;
using IntercomAnalyzers.Resolver.Api;

namespace IntercomAnalyzers.Resolver.Telemetry;

/// <summary>Meter and activity source, both named IntercomAnalyzers.Resolver. No tag holds personal data.</summary>
internal static class ResolverTelemetry
{
    public const string Name = "IntercomAnalyzers.Resolver";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Resolutions = Meter.CreateCounter<long>("intercom.contact.resolutions", "{resolution}", "Resolutions by outcome.");
    private static readonly Counter<long> RateLimited = Meter.CreateCounter<long>("intercom.contact.rate_limited", "{response}", "Answers with status 429.");
    private static readonly Histogram<int> Requests = Meter.CreateHistogram<int>("intercom.contact.requests", "{request}", "Requests per resolution.");
    private static readonly Histogram<double> LockWaits = Meter.CreateHistogram<double>("intercom.contact.lock_wait", "s", "Time until the lock of the identity was free.");

    public static Activity? Start(ContactIdentity identity)
    {
        var activity = Source.StartActivity("intercom.contact.resolve", ActivityKind.Client);
        activity?.SetTag("intercom.contact.fingerprint", identity.Fingerprint);
        return activity;
    }

    public static void LockWait(TimeSpan waited) => LockWaits.Record(waited.TotalSeconds);

    public static void Ended(Activity? activity, ContactResolution resolution, Journal journal)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", resolution.Outcome.ToString());
        Resolutions.Add(1, outcome);
        Requests.Record(journal.Requests, outcome);
        if (journal.RateLimited > 0) RateLimited.Add(journal.RateLimited);
        activity?.SetTag("intercom.contact.outcome", outcome.Value);
        if (resolution.Contact is null) activity?.SetStatus(ActivityStatusCode.Error, resolution.Detail);
    }
}
