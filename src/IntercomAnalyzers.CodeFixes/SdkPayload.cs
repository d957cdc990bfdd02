using System.Collections.Immutable;
using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.CodeFixes;

/// <summary>What a call of an SDK sends, as far as its method shows it.</summary>
internal static class SdkPayload
{
    /// <summary>True when the method sets a member that the client's adapter does not carry: the rewritten call would lose it.</summary>
    public static bool LosesData(string? client, InvocationExpressionSyntax invocation, SemanticModel model, CancellationToken cancellationToken)
    {
        if (invocation.ArgumentList.Arguments is not [{ Expression: var argument }]) return false;
        return client switch
        {
            ClientNames.Official => SetsOther(argument, OfficialSdkAdapterWriter.Carried, OfficialSdkAdapterWriter.CarriedOfCompanies, model, cancellationToken),
            ClientNames.Gonace => SetsOther(argument, IntercomNetAdapterWriter.Carried, ImmutableArray<string>.Empty, model, cancellationToken),
            ClientNames.IntercomDotNet => HashPayload.SetsOther(argument, model, cancellationToken),
            _ => false,
        };
    }

    private static bool SetsOther(ExpressionSyntax argument, ImmutableArray<string> carried, ImmutableArray<string> carriedOfCompanies, SemanticModel model, CancellationToken cancellationToken) =>
        argument.SourcesOf(model, cancellationToken).Any(source => source switch
        {
            MemberAccessExpressionSyntax member => !carried.Contains(member.Name.Identifier.ValueText),
            BaseObjectCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.Any(e => e is AssignmentExpressionSyntax { Left: SimpleNameSyntax member, Right: var value }
                && (!carried.Contains(member.Identifier.ValueText) || (member.Identifier.ValueText == "companies" && SetsOtherOfCompany(value, carriedOfCompanies)))),
            _ => false,
        });

    private static bool SetsOtherOfCompany(ExpressionSyntax companies, ImmutableArray<string> carried) =>
        companies.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Any(company => company.Initializer is { } initializer
            && initializer.IsKind(SyntaxKind.ObjectInitializerExpression)
            && initializer.Expressions.Any(e => e is AssignmentExpressionSyntax { Left: SimpleNameSyntax member } && !carried.Contains(member.Identifier.ValueText)));
}
