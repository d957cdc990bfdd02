using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>Recognises a method that tries again by calling itself, in a handler around the call, for the same work.</summary>
internal static class RetryRecursion
{
    public static bool CallsItselfAgain(SyntaxNode call, SyntaxNode body, ImmutableArray<InvocationExpressionSyntax> callsOfMethod) =>
        body is MethodDeclarationSyntax method && callsOfMethod.Any(again => again.SyntaxTree == body.SyntaxTree && body.Span.Contains(again.Span)
            && again.FirstAncestorOrSelf<CatchClauseSyntax>() is { Parent: TryStatementSyntax attempt } && attempt.Block.Span.Contains(call.Span) && IsForTheSame(again, method, call));

    // Every parameter that the call sends goes in again; others may count the attempts.
    private static bool IsForTheSame(InvocationExpressionSyntax again, MethodDeclarationSyntax method, SyntaxNode call)
    {
        var parameters = method.ParameterList.Parameters;
        var sent = new RepeatedWork(method, method.Span, null).NamesSent(call);
        var arguments = again.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].NameColon?.Name.Identifier.ValueText ?? (i < parameters.Count ? parameters[i].Identifier.ValueText : "");
            if (sent.Contains(name) && !(arguments[i].Expression is IdentifierNameSyntax same && same.Identifier.ValueText == name)) return false;
        }

        return arguments.Count > 0 || parameters.Count == 0;
    }
}
