using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Recognises one more attempt without a loop: the same call again in the handler around the first, or where its status was tested.</summary>
internal static class SecondAttempts
{
    /// <summary>True when one of these calls of the same thing is another attempt at one of the others.</summary>
    public static bool Exist(IReadOnlyList<InvocationExpressionSyntax> calls) =>
        calls.Any(again => calls.Any(first => first.SpanStart < again.SpanStart && first.SyntaxTree == again.SyntaxTree && IsAfterFailure(again, first)));

    /// <summary>True when a call runs only after another one has failed: in a handler around it, or where its status was tested.</summary>
    public static bool IsAfterFailure(SyntaxNode again, SyntaxNode first)
    {
        foreach (var ancestor in again.Ancestors())
        {
            switch (ancestor)
            {
                case CatchClauseSyntax { Parent: TryStatementSyntax attempt } when attempt.Block.Span.Contains(first.Span):
                    return true;
                case IfStatementSyntax branch when branch.SpanStart > first.Span.End && TestsFailure(branch.Condition):
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    // A call that was refused for want of a token has done nothing: it is made with a new one, not tried again.
    private static bool TestsFailure(ExpressionSyntax condition)
    {
        var isStatus = false;
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "Unauthorized" or "Forbidden" } or LiteralExpressionSyntax { Token.Value: 401 or 403 }) return false;
            isStatus |= node is IdentifierNameSyntax name && RetryLoops.IsStatusName(name.Identifier.ValueText);
        }

        return isStatus;
    }
}
