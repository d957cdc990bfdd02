using IntercomAnalyzers.CreationPoints;

namespace IntercomAnalyzers.Clients;

/// <summary>What a request has become after a call that adds to it.</summary>
/// <param name="Value">The value of the call.</param>
/// <param name="Changed">The request object that the call changes in place, or null when the call only makes a new value.</param>
/// <param name="Owner">The mark of the request that changes although the call is made on something else: the stream that its body is written to.</param>
/// <param name="Body">The body that the owner gets.</param>
internal sealed record BuiltRequest(ValueKey Value, ValueKey? Changed = null, ValueKey? Owner = null, ValueKey? Body = null)
{
    /// <summary>The member that tells one request object from another one with the same content.</summary>
    public const string Mark = "<request>";

    /// <summary>The member that holds the body of a request.</summary>
    public const string BodyMember = "<body>";
}
