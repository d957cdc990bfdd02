using IntercomAnalyzers.Adapters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.CodeFixes;

/// <summary>What a call of the official SDK sends, as far as its method shows it.</summary>
internal static class SdkPayload
{
    /// <summary>True when the method sets a member that the adapter does not carry: the rewritten call would lose it.</summary>
    public static bool LosesData(InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellationToken)
    {
        if (invocation.ArgumentList.Arguments is not [{ Expression: var argument }]) return false;
        if (SetsOther(argument)) return true;
        if (model.GetSymbolInfo(argument, cancellationToken).Symbol is not (ILocalSymbol or IParameterSymbol) || argument is not IdentifierNameSyntax { Identifier.ValueText: var name }) return false;
        var body = invocation.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? invocation.SyntaxTree.GetRoot(cancellationToken);
        return body.DescendantNodes().Any(node => node switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } local when local.Identifier.ValueText == name => SetsOther(value),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assigned when left.Identifier.ValueText == name => SetsOther(assigned.Right),
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax target } member } when target.Identifier.ValueText == name => IsOther(member.Name),
            _ => false,
        });
    }

    private static bool SetsOther(ExpressionSyntax value) =>
        value is BaseObjectCreationExpressionSyntax { Initializer: { } initializer }
        && initializer.Expressions.Any(e => e is AssignmentExpressionSyntax { Left: SimpleNameSyntax member } && IsOther(member));

    private static bool IsOther(SimpleNameSyntax member) => !OfficialSdkAdapterWriter.Carried.Contains(member.Identifier.ValueText);
}
