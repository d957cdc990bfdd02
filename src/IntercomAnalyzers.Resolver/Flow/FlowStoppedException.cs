namespace IntercomAnalyzers.Resolver;

/// <summary>Ends a flight with a failure from any depth; never leaves the flight.</summary>
internal sealed class FlowStoppedException(ContactOutcome outcome, ApiReply? reply = null, params string[] candidates) : Exception
{
    public ContactOutcome Outcome { get; } = outcome;

    public ApiReply? Reply { get; } = reply;

    public IReadOnlyList<string> Candidates { get; } = candidates;

    public Exception? Cause { get; init; }

    /// <summary>What a read that ended neither in success nor in proof of absence means.</summary>
    public static FlowStoppedException From(ApiReply reply) =>
        new(reply.Kind is ReplyKind.Rejected or ReplyKind.Conflict ? ContactOutcome.Rejected : ContactOutcome.LookupFailed, reply);
}
