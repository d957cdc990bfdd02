using IntercomAnalyzers.Resolver.Api;
using Microsoft.Extensions.Logging;

namespace IntercomAnalyzers.Resolver.Telemetry;

/// <summary>Log messages. Identities appear as fingerprints only, bodies and tokens never.</summary>
internal static partial class Log
{
    public static void Ended(ILogger logger, ContactResolution resolution, string fingerprint, Journal journal)
    {
        if (resolution.Contact is { } contact) Resolved(logger, fingerprint, resolution.Outcome, contact.Id, journal.Requests, journal.RateLimited, resolution.RequestIds.LastOrDefault());
        else Unresolved(logger, fingerprint, resolution.Outcome, resolution.Detail, journal.Requests, journal.RateLimited, resolution.RequestIds.LastOrDefault());
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Contact {Fingerprint}: {Outcome} {ContactId} after {Requests} requests, {RateLimited} of them rate limited; last request id {RequestId}")]
    private static partial void Resolved(ILogger logger, string fingerprint, ContactOutcome outcome, string contactId, int requests, int rateLimited, string? requestId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Contact {Fingerprint}: {Outcome}, {Detail} after {Requests} requests, {RateLimited} of them rate limited; last request id {RequestId}")]
    private static partial void Unresolved(ILogger logger, string fingerprint, ContactOutcome outcome, string detail, int requests, int rateLimited, string? requestId);
}
