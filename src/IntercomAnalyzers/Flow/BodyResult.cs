using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>An Intercom call on one path.</summary>
/// <param name="Syntax">The whole invocation.</param>
/// <param name="Call">What is called, with the values of this path.</param>
/// <param name="State">What the path knows just before the call.</param>
internal sealed record Occurrence(SyntaxNode Syntax, IntercomCall Call, PathState State);

/// <summary>A call of a method of this compilation on one path, as a caller index needs it.</summary>
internal sealed record FollowedCall(SyntaxNode Syntax, IMethodSymbol Method, ValueKey? Receiver, ImmutableArray<ValueKey?> Arguments, PathState State)
{
    public bool Equals(FollowedCall? other) => other is not null && ReferenceEquals(Syntax, other.Syntax) && State.Equals(other.State);

    public override int GetHashCode() => unchecked((Syntax.GetHashCode() * 31) + State.GetHashCode());
}

/// <summary>One way out of a body.</summary>
/// <param name="State">What the path knows at the end.</param>
/// <param name="Returned">The value that is returned, or null.</param>
/// <param name="Syntax">The return statement or expression body; null at the end of a body.</param>
/// <param name="Exception">The exception that leaves the body, or null.</param>
internal sealed record ExitCase(PathState State, ValueKey? Returned, SyntaxNode? Syntax, PendingException? Exception);

/// <summary>What the walk of one body found. Immutable; shared between threads.</summary>
internal sealed class BodyResult
{
    private const int MaximumSummary = 24;

    private readonly Lazy<ImmutableArray<ExitCase>?> summary;

    public BodyResult(IMethodSymbol? method, IEnumerable<Occurrence> occurrences, IEnumerable<FollowedCall> followed, IEnumerable<ExitCase> exits, bool isOverflow)
    {
        Method = method;
        Occurrences = occurrences.ToImmutableArray();
        Followed = followed.ToLookup(f => f.Syntax);
        Exits = exits.ToImmutableArray();
        IsOverflow = isOverflow;
        summary = new(Summarise);
    }

    /// <summary>A walk that gave up before it found anything.</summary>
    public static BodyResult Overflow { get; } = new(null, [], [], [], isOverflow: true);

    public IMethodSymbol? Method { get; }

    public ImmutableArray<Occurrence> Occurrences { get; }

    public ILookup<SyntaxNode, FollowedCall> Followed { get; }

    public ImmutableArray<ExitCase> Exits { get; }

    /// <summary>The exits of lambdas and local functions that the body only hands on: an endpoint, the body of a query.</summary>
    public ImmutableArray<ExitCase> FunctionExits { get; init; } = ImmutableArray<ExitCase>.Empty;

    /// <summary>The exits as a caller needs them: without the values of locals and without doublets; null when there are too many to go on with. Made for the first caller.</summary>
    public ImmutableArray<ExitCase>? Summary => IsOverflow ? null : summary.Value;

    /// <summary>The walk gave up: nothing may be concluded, neither here nor in callers.</summary>
    public bool IsOverflow { get; }

    private ImmutableArray<ExitCase>? Summarise()
    {
        var cases = Exits.Select(Visible).Distinct().Reduce(8).ToList();
        return cases.Count > MaximumSummary ? null : cases.ToImmutableArray();
    }

    // Creates that are settled are this body's own business unless a caller gets their answer, and conditions matter only to a caller who gets a value that depends on them.
    private static ExitCase Visible(ExitCase exit)
    {
        var asks = exit.State.Calls.Any(c => c.Value.Call.Kind == CallKind.Lookup);
        var state = exit.State.WithValues(exit.State.Values.Where((k, v) => k is IParameterSymbol { RefKind: not RefKind.None } || (asks && k is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } && (v.HasResult || v.Kind == ValueKeyKind.Constant))))
            .WithCalls(exit.State.Calls.Where((s, c) => c.Call.Kind is CallKind.Lookup or CallKind.CacheRead || c.Call.Pending is not null || (c.Call.Kind == CallKind.Create && (c.Status & StatusSet.Conflict) != 0 && IsHandedOn(s, c.Status))))
            .WithTruths(exit.Returned is { HasResult: true } ? exit.State.Truths.Where((k, _) => k.HasResult) : PathState.Empty.Truths)
            .EndOfStatement()
            .With(null);
        return exit with { Syntax = null, State = state };

        bool IsHandedOn(CallSite site, StatusSet status) =>
            exit.Returned?.ComesFrom(site.Equals) == true || (exit.Exception is { } thrown && (status == StatusSet.Conflict || thrown.Value.ComesFrom(site.Equals)));
    }
}

/// <summary>Keeps the number of ways out small.</summary>
internal static class ExitCases
{
    /// <summary>The exits; when there are more than <paramref name="maximum"/>, those with the same result are joined.</summary>
    public static IEnumerable<ExitCase> Reduce(this IEnumerable<ExitCase> exits, int maximum)
    {
        var all = exits as IReadOnlyCollection<ExitCase> ?? exits.ToList();
        if (all.Count <= maximum) return all;
        return all.GroupBy(e => (e.Returned, e.Exception, HadConflict: e.State.Calls.Any(c => c.Value.Status == StatusSet.Conflict))).Select(g => g.Aggregate((a, b) => a with { State = a.State.Join(b.State, "exit") }));
    }
}
