using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntercomAnalyzers.Resolver;

/// <summary>The meter and the activity source. No tag holds an identifier.</summary>
internal static class Telemetry
{
    public const string Name = "IntercomAnalyzers.Resolver";

    private static readonly string? s_version = typeof(Telemetry).Assembly.GetName().Version?.ToString();
    private static readonly Meter s_meter = new(Name, s_version);

    public static ActivitySource Source { get; } = new(Name, s_version);

    public static Counter<long> Resolutions { get; } = s_meter.CreateCounter<long>("intercom.contact.resolutions", "{resolution}", "Resolutions by outcome.");

    public static Counter<long> Creates { get; } = s_meter.CreateCounter<long>("intercom.contact.creates", "{request}", "Create requests sent.");

    public static Counter<long> Conflicts { get; } = s_meter.CreateCounter<long>("intercom.contact.conflicts", "{response}", "Conflict answers by kind.");

    public static Counter<long> RateLimited { get; } = s_meter.CreateCounter<long>("intercom.contact.rate_limited", "{response}", "429 answers.");

    public static Counter<long> SearchLags { get; } = s_meter.CreateCounter<long>("intercom.contact.search_lags", "{search}", "Searches that missed a contact known from a write.");

    public static Histogram<double> LockWait { get; } = s_meter.CreateHistogram<double>("intercom.contact.lock_wait", "s", "Wait for other flights of the same identity.");

    public static Histogram<double> Duration { get; } = s_meter.CreateHistogram<double>("intercom.contact.duration", "s", "Time of one resolution.");
}
