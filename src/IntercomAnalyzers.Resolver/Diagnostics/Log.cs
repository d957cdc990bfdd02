using Microsoft.Extensions.Logging;

namespace IntercomAnalyzers.Resolver;

/// <summary>All log messages. They hold hashed identities, Intercom ids, statuses and codes; never bodies, tokens, emails or external ids.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Resolving contact {Identity}.")]
    public static partial void Started(ILogger logger, string identity);

    [LoggerMessage(2, LogLevel.Debug, "{Method} {Route} answered {Status} ({Kind}), code {Code}, request id {RequestId}.")]
    public static partial void Answered(ILogger logger, string method, string route, int status, ReplyKind kind, string? code, string? requestId);

    [LoggerMessage(3, LogLevel.Warning, "{Method} {Route} got no answer: {ExceptionType}.")]
    public static partial void NoAnswer(ILogger logger, string method, string route, string exceptionType);

    [LoggerMessage(4, LogLevel.Debug, "Waiting {Seconds} s.")]
    public static partial void Waiting(ILogger logger, double seconds);

    [LoggerMessage(5, LogLevel.Information, "Contact {Identity} resolved: {Outcome}, contact {ContactId}, {Attempts} requests.")]
    public static partial void Resolved(ILogger logger, string identity, ContactOutcome outcome, string? contactId, int attempts);

    [LoggerMessage(6, LogLevel.Warning, "Contact {Identity} not resolved: {Outcome}, status {Status}, code {Code}, {Candidates} candidates, {Attempts} requests.")]
    public static partial void NotResolved(ILogger logger, string identity, ContactOutcome outcome, int? status, string? code, int candidates, int attempts);

    [LoggerMessage(7, LogLevel.Information, "Create for contact {Identity} conflicts: {Kind}.")]
    public static partial void Conflicted(ILogger logger, string identity, string kind);

    [LoggerMessage(8, LogLevel.Warning, "Lead {LeadId} was not merged into user {UserId}: status {Status}, code {Code}.")]
    public static partial void NotMerged(ILogger logger, string leadId, string userId, int status, string? code);

    [LoggerMessage(9, LogLevel.Debug, "Resolving contact {Identity} was cancelled by the caller.")]
    public static partial void Cancelled(ILogger logger, string identity);

    [LoggerMessage(10, LogLevel.Warning, "Contact {Identity}: the distributed lock was not taken: {ExceptionType}.")]
    public static partial void LockNotTaken(ILogger logger, string identity, string exceptionType);

    [LoggerMessage(11, LogLevel.Warning, "A distributed lock was not released: {ExceptionType}. It ends by its own expiry.")]
    public static partial void LockNotReleased(ILogger logger, string exceptionType);

    [LoggerMessage(12, LogLevel.Warning, "Contact {Identity}: the lock was lost; nothing more is written.")]
    public static partial void LockLost(ILogger logger, string identity);

    [LoggerMessage(13, LogLevel.Warning, "Contact {Identity}: the shared markers failed to {Operation}: {ExceptionType}.")]
    public static partial void MarkersFailed(ILogger logger, string identity, string operation, string exceptionType);

    [LoggerMessage(14, LogLevel.Warning, "A distributed lock is set up without a distributed cache that other processes see: an email-only user or lead that another process created is unknown here until search shows it.")]
    public static partial void LockWithoutMarkers(ILogger logger);
}
