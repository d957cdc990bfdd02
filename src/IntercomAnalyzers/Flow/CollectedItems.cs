using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// Collections that are filled in sight: whether they are empty, and whether a lookup of each item was answered with 'none' before the item was put in. Whoever goes through such a collection later has asked for each item.
/// </summary>
internal static class CollectedItems
{
    // The member of a collection that holds what its items were asked for under, each as a name and a value over the item.
    private const string Proof = "<proof>";

    private static readonly ValueKey Item = ValueKey.Opaque("<item>");
    private static readonly ValueKey Nothing = ValueKey.List(ImmutableArray<ValueKey>.Empty);

    // Arguments of constructors that are no items.
    private static readonly HashSet<string> Settings = new(StringComparer.Ordinal) { "capacity", "comparer", "equalitycomparer" };

    /// <summary>True for a collection made in sight that nothing was put into.</summary>
    public static bool IsEmpty(ValueKey collection) => collection is { Kind: ValueKeyKind.Object, Datum: ObjectShape shape } && shape.Names.All(Settings.Contains) && IsCollection(shape.Type);

    /// <summary>The fewest and the most items that a collection can have; null when that is not known.</summary>
    public static (int Least, int Most)? Count(ValueKey collection) =>
        IsEmpty(collection) ? (0, 0) : IsFilled(collection) ? (1, int.MaxValue) : null;

    /// <summary>True for a collection that things were put into, or that a query keeps: its items can be gone through.</summary>
    public static bool IsKnown(ValueKey? collection) => collection is not null && (IsEmpty(collection) || collection.Field(Proof) is not null);

    /// <summary>The collection with one more item, put in on this path.</summary>
    public static ValueKey With(ValueKey collection, ValueKey item, PathState state)
    {
        if (collection is not { Datum: ObjectShape shape } || !IsCollection(shape.Type)) return collection;
        var proof = ProofOf(item, state);
        return collection.With(Proof, collection.Field(Proof) is { } known ? Both(known, proof) : proof);
    }

    /// <summary>The items that a query keeps, when a lookup has found none of them on every path on which one is kept; null otherwise.</summary>
    public static ValueKey? Kept(ITypeSymbol type, ValueKey item, IEnumerable<PathState> kept)
    {
        var proofs = kept.Select(s => ProofOf(item, s)).Distinct().ToList();
        return proofs is [{ Parts.IsEmpty: false } proof] ? ValueKey.Object(ObjectShape.Of(type, [Identity.Unreadable, Proof]), [ValueKey.True, proof]) : null;
    }

    /// <summary>The path on which an item is taken out of a collection: what proved its absence when it was put in holds for it.</summary>
    public static PathState Taken(PathState state, SyntaxNode place, ValueKey collection, ValueKey item)
    {
        if (collection.Field(Proof) is not { Parts.IsEmpty: false } proof) return state;
        var asked = proof.Parts.Select(p => new SentIdentifier(p.Parts[0], p.Parts[1].Replace(k => k.Equals(Item) ? item : null)));
        var lookup = new IntercomCall(CallKind.Lookup, LookupNames.Presumed, "search") { Asked = asked.ToImmutableArray() };
        var known = proof.Parts.Any(p => p.Parts[2].Equals(ValueKey.True)) ? new CallState(lookup, StatusSet.Failed, MatchSet.Any, FailureCause.Caught) : new CallState(lookup, StatusSet.Success, MatchSet.None, FailureCause.None);
        return state.Set(new CallSite(place), known with { IsTested = true });
    }

    /// <summary>The path on which a loop takes an item of the same things that a loop before it went through: what was asked for there was asked for this item as well.</summary>
    public static PathState TakenAgain(PathState state, SyntaxNode place, ValueKey item)
    {
        if (state.Calls.IsEmpty || LoopAt(place) is not { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } loop) return state;
        foreach (var pair in state.Calls)
        {
            if (pair.Value.Call.Kind != CallKind.Lookup || pair.Key.Syntax is not InvocationExpressionSyntax || FirstItem(pair.Value.Call) is not { } first) continue;
            state = state.Set(new CallSite(place, pair.Key), pair.Value with { Call = pair.Value.Call.Replace(v => v.Replace(k => k.Equals(first) ? item : null)), Matches = MatchSet.Any });
        }

        return state;

        ValueKey? FirstItem(IntercomCall lookup)
        {
            foreach (var asked in Identity.AskedBy(lookup))
            {
                ValueKey? found = null;
                asked.Value.Any(k => k is { Kind: ValueKeyKind.Opaque, Datum: ValueTuple<SyntaxNode, string> { Item2: "current", Item1: var of } } && LoopAt(of) is { } before && !before.Span.Contains(loop.Span) && SyntaxFactory.AreEquivalent(before.Expression, loop.Expression) && (found = k) is not null);
                if (found is not null) return found;
            }

            return null;
        }
    }

    private static CommonForEachStatementSyntax? LoopAt(SyntaxNode place) => place.FirstAncestorOrSelf<CommonForEachStatementSyntax>();

    // One failed search among them makes all of them doubtful, one item that nobody asked for makes them worth nothing.
    private static ValueKey Both(ValueKey one, ValueKey other)
    {
        if (one.Equals(other)) return one;
        var both = one.Parts.Where(p => other.Parts.Any(o => SameQuestion(p, o))).Select(p => other.Parts.Contains(p) ? p : Question(p.Parts[0], p.Parts[1], isFailed: true)).ToList();
        return both.Count == one.Parts.Length && both.Count == other.Parts.Length ? ValueKey.List(both) : Nothing;
    }

    private static bool SameQuestion(ValueKey one, ValueKey other) => one.Parts[0].Equals(other.Parts[0]) && one.Parts[1].Equals(other.Parts[1]);

    private static ValueKey Question(ValueKey name, ValueKey value, bool isFailed) => ValueKey.List(ImmutableArray.Create(name, value, isFailed ? ValueKey.True : ValueKey.False));

    // What a query keeps may be nothing; its type is an interface.
    private static bool IsFilled(ValueKey collection) => collection is { Kind: ValueKeyKind.Object, Datum: ObjectShape shape } && collection.Field(Proof) is not null && IsCollection(shape.Type);

    private static ValueKey ProofOf(ValueKey item, PathState state)
    {
        var proofs = new List<ValueKey>();
        foreach (var call in state.Calls.Values)
        {
            if (call.Call.Kind != CallKind.Lookup || call.IsUncertain || !(call.ProvesAbsence || call.IsFailed)) continue;
            proofs.AddRange(Identity.AskedBy(call.Call).Where(a => a.Value.Any(item.Equals)).Select(a => Question(a.Name, a.Value.Replace(k => k.Equals(item) ? Item : null), call.IsFailed)));
        }

        return ValueKey.List(proofs.Distinct());
    }

    // A dictionary is as often a body as a collection of things.
    private static bool IsCollection(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: not TypeKind.Interface, Arity: < 2 } named && named.ContainingNamespace is { Name: "Generic" or "Concurrent" or "ObjectModel", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } }
        && named.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);
}
