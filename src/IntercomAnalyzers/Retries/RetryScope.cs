using System.Collections.Immutable;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Retries;

/// <summary>Something that runs a piece of code again after a failure.</summary>
/// <param name="Node">The loop, lambda, method or call.</param>
/// <param name="Span">What is repeated.</param>
/// <param name="Called">The bodies between the retry and the creation point: what is called inside of it is repeated as a whole.</param>
/// <param name="Strength">Whether the retry is in sight or only presumed.</param>
internal sealed record RetryScope(SyntaxNode Node, TextSpan Span, ImmutableArray<SyntaxNode> Called, RetryStrength Strength)
{
    /// <summary>True when a lookup is made again on every attempt.</summary>
    public bool Repeats(SyntaxNode lookup) =>
        BodyWalker.BodyAround(lookup) is { } body && (body == BodyWalker.BodyAround(Node) ? Span.Contains(lookup.Span) || CallsFunctionAround(lookup) : Called.Contains(body));

    // The lookup stands in a local function that the repeated code calls by its name.
    private bool CallsFunctionAround(SyntaxNode lookup)
    {
        if (lookup.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is not { } function || function.Span.Contains(Span)) return false;
        var name = function.Identifier.ValueText;
        return Node.DescendantNodes(Span).Any(n => n is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name);
    }
}

/// <summary>The retries around a call.</summary>
/// <param name="Scopes">All of them, those of only some callers included.</param>
/// <param name="IsComplete">A failure is retried whoever calls.</param>
internal sealed record RetrySurroundings(List<RetryScope> Scopes, bool IsComplete);
