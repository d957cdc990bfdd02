using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.CodeFixes;

/// <summary>Finds where the method fills an argument.</summary>
internal static class PayloadSources
{
    /// <summary>The argument itself and, when it is a local or a parameter: the values assigned to it, and the members and elements that are set on it.</summary>
    public static IEnumerable<ExpressionSyntax> SourcesOf(this ExpressionSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        yield return argument;
        if (model.GetSymbolInfo(argument, cancellationToken).Symbol is not (ILocalSymbol or IParameterSymbol) || argument is not IdentifierNameSyntax { Identifier.ValueText: var name }) yield break;
        var body = argument.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? argument.SyntaxTree.GetRoot(cancellationToken);
        foreach (var node in body.DescendantNodes())
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: var value } local when local.Identifier.ValueText == name:
                    yield return value;
                    break;
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assigned when left.Identifier.ValueText == name:
                    yield return assigned.Right;
                    break;
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax target } member } when target.Identifier.ValueText == name:
                    yield return member;
                    break;
                case AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax target } element } when target.Identifier.ValueText == name:
                    yield return element;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: IdentifierNameSyntax target } } added when target.Identifier.ValueText == name:
                    yield return added;
                    break;
            }
        }
    }
}
