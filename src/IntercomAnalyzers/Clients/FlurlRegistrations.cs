using System.Collections.Immutable;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>The clients that the project puts into Flurl's cache under a name: <c>cache.Add("chat", "https://…", builder => …)</c>.</summary>
internal static class FlurlRegistrations
{
    public static IEnumerable<HttpRegistration> Read(CompilationModel model)
    {
        if (model.TypeOf("Flurl.Http.Configuration.IFlurlClientCache") is null) yield break;
        foreach (var call in model.InvocationsOf("Add").Concat(model.InvocationsOf("GetOrAdd")))
        {
            if (call.ArgumentList.Arguments is not { Count: > 0 } arguments || model.ModelOf(call.SyntaxTree) is not { } semanticModel || semanticModel.GetSymbolInfo(call, model.CancellationToken).Symbol is not IMethodSymbol method || !IsCache(method.ContainingType)) continue;
            if (semanticModel.GetConstantValue(arguments[0].Expression, model.CancellationToken).Value is not string key) continue;
            var host = arguments is [_, { Expression: var address }, ..] && model.OperationOf(address, semanticModel) is { Type.SpecialType: SpecialType.System_String } operation ? HttpAddress.HostOf(model.Evaluator.Evaluate(operation, PathState.Empty)) : HostKind.Unknown;
            yield return new HttpRegistration(ImmutableArray<INamedTypeSymbol>.Empty, key, host, false, BuilderCalls(call)) { IsFlurl = true };
        }
    }

    /// <summary>True for the cache of clients.</summary>
    public static bool IsCache(INamedTypeSymbol? type) => type is { Name: "IFlurlClientCache" or "FlurlClientCache" } && type.ContainingNamespace.Is("Flurl.Http.Configuration");

    /// <summary>True for a call inside the configuration of a named client, or behind it in the chain.</summary>
    public static bool IsNamed(InvocationExpressionSyntax call) =>
        call.Ancestors().TakeWhile(a => a is not StatementSyntax).OfType<InvocationExpressionSyntax>().Any(IsAdd) || Receivers(call).TakeWhile(r => TreeFacts.CalledName(r)?.Identifier.ValueText != "WithDefaults").Any(IsAdd);

    private static ImmutableArray<InvocationExpressionSyntax> BuilderCalls(InvocationExpressionSyntax add)
    {
        var calls = add.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        for (var last = add; last.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == last && !IsAdd(next); last = next) calls.Add(next);
        return calls.ToImmutableArray();
    }

    private static bool IsAdd(InvocationExpressionSyntax call) => TreeFacts.CalledName(call)?.Identifier.ValueText is "Add" or "GetOrAdd";

    private static IEnumerable<InvocationExpressionSyntax> Receivers(InvocationExpressionSyntax call)
    {
        for (var current = call; current.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax before }; current = before) yield return before;
    }
}
