using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Recognises a method or local function that tries again by calling itself after the call has failed, for the same work.</summary>
internal static class RetryRecursion
{
    /// <summary>True when one of the calls of a method stands in it, after a failure of <paramref name="call"/>, and sends the same.</summary>
    public static bool CallsItselfAgain(SyntaxNode call, SyntaxNode body, IEnumerable<InvocationExpressionSyntax> callsOfMethod) =>
        body is MethodDeclarationSyntax { ParameterList: var parameters } && IsRepeated(call, body, parameters, callsOfMethod);

    /// <summary>The same for a local function.</summary>
    public static bool CallsItselfAgain(SyntaxNode call, LocalFunctionStatementSyntax function) =>
        IsRepeated(call, function, function.ParameterList, function.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == function.Identifier.ValueText));

    private static bool IsRepeated(SyntaxNode call, SyntaxNode body, ParameterListSyntax parameters, IEnumerable<InvocationExpressionSyntax> calls) =>
        calls.Any(again => again.SyntaxTree == body.SyntaxTree && body.Span.Contains(again.Span) && SecondAttempts.IsAfterFailure(again, call) && IsForTheSame(again, parameters, body, call));

    // Every parameter that the call sends goes in again; others may count the attempts.
    private static bool IsForTheSame(InvocationExpressionSyntax again, ParameterListSyntax list, SyntaxNode body, SyntaxNode call)
    {
        var parameters = list.Parameters;
        var sent = new RepeatedWork(body, body.Span, null).NamesSent(call);
        var arguments = again.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].NameColon?.Name.Identifier.ValueText ?? (i < parameters.Count ? parameters[i].Identifier.ValueText : "");
            if (sent.Contains(name) && !(arguments[i].Expression is IdentifierNameSyntax same && same.Identifier.ValueText == name)) return false;
        }

        return arguments.Count > 0 || parameters.Count == 0;
    }
}
