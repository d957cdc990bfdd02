using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;

namespace IntercomAnalyzers.Flow;

/// <summary>Decides which lookups of a path guard an identity.</summary>
internal static class Guards
{
    /// <summary>The lookups that have asked under a kind of identifier with a value that the creation sends.</summary>
    public static ImmutableArray<Guard> Of(PathState state, Identity identity)
    {
        if (state.Calls.IsEmpty) return ImmutableArray<Guard>.Empty;
        var guards = ImmutableArray.CreateBuilder<Guard>();
        foreach (var pair in state.Calls)
        {
            if (pair.Value.Call.Kind == CallKind.Lookup && Asks(pair.Value.Call, identity)) guards.Add(new Guard(pair.Key, pair.Value));
        }

        return guards.ToImmutable();
    }

    /// <summary>True when the path has asked a cache under a value that the creation sends, and found nothing there.</summary>
    public static bool HasCacheMiss(PathState state, Identity identity)
    {
        foreach (var call in state.Calls.Values)
        {
            if (call.Call.Kind == CallKind.CacheRead && call.Matches == MatchSet.None && !call.IsUncertain && identity.Sent.Any(s => call.Call.Asked[0].Value.Any(s.Value.Equals))) return true;
        }

        return false;
    }

    /// <summary>The identifiers that a lookup has asked for with the very values of an identity; all of them for a question that cannot be read.</summary>
    public static IEnumerable<string> Covered(IntercomCall lookup, Identity identity)
    {
        var asked = Identity.AskedBy(lookup);
        var all = lookup.IsPresumed || asked.IsEmpty || asked.Any(a => a.Name.Kind != ValueKeyKind.Constant);
        foreach (var sent in identity.Sent)
        {
            if (all || IsAsked(sent)) yield return sent.Identifier!;
        }

        bool IsAsked(SentIdentifier sent)
        {
            foreach (var question in asked)
            {
                if (question.Identifier == sent.Identifier && (question.Value.Equals(sent.Value) || question.Value.Kind == ValueKeyKind.List)) return true;
            }

            return false;
        }
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
                if ((any || question.Identifier == sent.Identifier) && (question.Value.Equals(sent.Value) || question.Value.Kind == ValueKeyKind.List || (any && question.Value.Any(sent.Value.Equals)))) return true;
                if (any && sent.Value.Any(question.Value.Equals)) return true;
            }
        }

        return false;
    }
}
