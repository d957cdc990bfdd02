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
    public BodyResult(IMethodSymbol? method, IEnumerable<Occurrence> occurrences, IEnumerable<FollowedCall> followed, IEnumerable<ExitCase> exits, bool isOverflow)
    {
        Method = method;
        Occurrences = occurrences.ToImmutableArray();
        Followed = followed.ToLookup(f => f.Syntax);
        Exits = exits.ToImmutableArray();
        IsOverflow = isOverflow;
        Summary = Summarise();
    }

    public IMethodSymbol? Method { get; }

    public ImmutableArray<Occurrence> Occurrences { get; }

    public ILookup<SyntaxNode, FollowedCall> Followed { get; }

    public ImmutableArray<ExitCase> Exits { get; }

    /// <summary>The exits as a caller needs them: without the values of locals and without doublets.</summary>
    public ImmutableArray<ExitCase> Summary { get; }

    /// <summary>The walk gave up: nothing may be concluded, neither here nor in callers.</summary>
    public bool IsOverflow { get; private set; }

    private ImmutableArray<ExitCase> Summarise()
    {
        const int Maximum = 24;
        var cases = Exits.Select(e => e with { Syntax = null, State = Visible(e.State) }).Distinct().ToList();
        if (cases.Count > Maximum) cases = cases.Select(e => e with { State = e.State.WithTruths(PathState.Empty.Truths) }).Distinct().ToList();
        if (cases.Count > Maximum * 2) IsOverflow = true;
        return cases.Take(Maximum * 2).ToImmutableArray();
    }

    private static PathState Visible(PathState state) =>
        state.WithValues(state.Values.RemoveRange(state.Values.Keys.Where(k => k is not IParameterSymbol { RefKind: not RefKind.None }).ToList()))
            .WithTruths(state.Truths.RemoveRange(state.Truths.Keys.Where(k => !k.HasResult).ToList())).With(null);
}
