using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;

namespace IntercomAnalyzers.Flow;

/// <summary>Decides which lookups of a path guard an identity.</summary>
internal static class Guards
{
    /// <summary>The lookups that have asked under a kind of identifier with a value that the creation sends.</summary>
    public static ImmutableArray<CallState> Of(PathState state, Identity identity)
    {
        if (state.Calls.IsEmpty) return ImmutableArray<CallState>.Empty;
        var guards = ImmutableArray.CreateBuilder<CallState>();
        foreach (var call in state.Calls.Values)
        {
            if (call.Call.Kind == CallKind.Lookup && Asks(call.Call, identity)) guards.Add(call);
        }

        return guards.ToImmutable();
    }

    private static bool Asks(IntercomCall lookup, Identity identity)
    {
        var asked = Identity.AskedBy(lookup);

        // A query or a body that cannot be read may well be about this person.
        if (asked.IsEmpty || (identity.Sent.IsEmpty && !identity.IsKnown)) return true;
        foreach (var question in asked)
        {
            var any = question.Name.Equals(LookupNames.AnyIdentifier);
            if (!any && question.Name.Kind != ValueKeyKind.Constant) return true;
            foreach (var sent in identity.Sent)
            {
                if ((any || question.Identifier == sent.Identifier) && (question.Value.Equals(sent.Value) || (any && question.Value.Any(sent.Value.Equals)))) return true;
                if (any && sent.Value.Any(question.Value.Equals)) return true;
            }
        }

        return false;
    }
}
