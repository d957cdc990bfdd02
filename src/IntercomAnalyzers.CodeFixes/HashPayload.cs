using System.Collections.Immutable;
using IntercomAnalyzers.Adapters;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.CodeFixes;

/// <summary>What an anonymous object or a dictionary sends, as far as its method shows it.</summary>
internal static class HashPayload
{
    /// <summary>True when the hash visibly has a member that the adapter of IntercomDotNet does not send.</summary>
    public static bool SetsOther(ExpressionSyntax argument, SemanticModel model, CancellationToken cancellationToken) =>
        argument.SourcesOf(model, cancellationToken).Any(source => source switch
        {
            MemberAccessExpressionSyntax member when member != argument => IsOther(member.Name.Identifier.ValueText),
            ElementAccessExpressionSyntax { ArgumentList: var key } => IsOther(Key(key.Arguments.FirstOrDefault()?.Expression, model, cancellationToken)),
            InvocationExpressionSyntax { ArgumentList: var arguments } when source != argument => IsOther(Key(arguments.Arguments.FirstOrDefault()?.Expression, model, cancellationToken)),
            BaseObjectCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.Any(e => IsOther(KeyOfElement(e, model, cancellationToken))),
            _ => false,
        })
        || TypeSetsOther(model.GetTypeInfo(argument, cancellationToken).Type, IntercomDotNetAdapterWriter.Carried);

    private static bool TypeSetsOther(ITypeSymbol? type, ImmutableArray<string> carried) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None }
        && !type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
        && type.GetMembers().OfType<IPropertySymbol>().Any(p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
            && (!carried.Contains(p.Name) || (p.Name is "company" or "companies" && TypeSetsOther(ItemOf(p.Type), IntercomDotNetAdapterWriter.CarriedOfCompanies))));

    private static ITypeSymbol ItemOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var item] } list when list.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable) => item,
        _ => type,
    };

    private static string? KeyOfElement(ExpressionSyntax element, SemanticModel model, CancellationToken cancellationToken) => element switch
    {
        InitializerExpressionSyntax { Expressions: [var key, _] } => Key(key, model, cancellationToken),
        AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [{ Expression: var key }] } } => Key(key, model, cancellationToken),
        AssignmentExpressionSyntax { Left: SimpleNameSyntax member } => member.Identifier.ValueText,
        _ => null,
    };

    private static string? Key(ExpressionSyntax? key, SemanticModel model, CancellationToken cancellationToken) =>
        key is null ? null : model.GetConstantValue(key, cancellationToken) is { HasValue: true, Value: string text } ? text : null;

    // A key that is not known here is checked when the call is made.
    private static bool IsOther(string? member) => member is not null && !IntercomDotNetAdapterWriter.Carried.Contains(member);
}
