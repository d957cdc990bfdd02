using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Flow;

/// <summary>Something that runs a piece of code again after a failure.</summary>
/// <param name="Node">The loop, lambda, method or call.</param>
/// <param name="Span">What is repeated.</param>
/// <param name="Called">The bodies between the retry and the creation point: what is called inside of it is repeated as a whole.</param>
/// <param name="Strength">Whether the retry is in sight or only presumed.</param>
internal sealed record RetryScope(SyntaxNode Node, TextSpan Span, ImmutableArray<SyntaxNode> Called, RetryStrength Strength)
{
    /// <summary>True when a lookup is made again on every attempt.</summary>
    public bool Repeats(SyntaxNode lookup) =>
        BodyWalker.BodyAround(lookup) is { } body && (body == BodyWalker.BodyAround(Node) ? Span.Contains(lookup.Span) : Called.Contains(body));
}

/// <summary>The retries around a call.</summary>
/// <param name="Scopes">All of them, those of only some callers included.</param>
/// <param name="IsComplete">A failure is retried whoever calls.</param>
internal sealed record RetrySurroundings(List<RetryScope> Scopes, bool IsComplete);
