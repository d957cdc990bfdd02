using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.CreationPoints;

/// <summary>Where a call runs: its syntax and, when it stands in a followed method, the call that led there.</summary>
internal sealed class CallSite : IEquatable<CallSite>
{
    public CallSite(SyntaxNode syntax, CallSite? inner = null)
    {
        Syntax = syntax;
        Inner = inner;
        Depth = inner is null ? 1 : inner.Depth + 1;
    }

    /// <summary>The call in the body being analysed.</summary>
    public SyntaxNode Syntax { get; }

    /// <summary>The site inside the followed method, or null when <see cref="Syntax"/> is the Intercom call itself.</summary>
    public CallSite? Inner { get; }

    public int Depth { get; }

    public bool Equals(CallSite? other) =>
        other is not null && ReferenceEquals(Syntax, other.Syntax) && (Inner is null ? other.Inner is null : Inner.Equals(other.Inner));

    public override bool Equals(object? obj) => Equals(obj as CallSite);

    public override int GetHashCode() => unchecked((Syntax.GetHashCode() * 31) + (Inner?.GetHashCode() ?? 0));
}
