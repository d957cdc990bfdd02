using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>Finds the calls that a method is handed to by name: of a policy anywhere, <c>policy.ExecuteAsync(CreateAsync)</c>, and of anything inside its own type.</summary>
internal sealed class MethodGroups(CompilationModel model)
{
    private readonly Lazy<ILookup<string, ExpressionSyntax>> toPolicies = new(() => ByName(RetryExecutors.Names.SelectMany(model.InvocationsOf)));

    // A type is read once, however many of its methods are asked for.
    private readonly ConcurrentDictionary<INamedTypeSymbol, ILookup<string, ExpressionSyntax>> types = new(SymbolEqualityComparer.Default);

    public IEnumerable<InvocationExpressionSyntax> CallsHanding(IMethodSymbol method)
    {
        var own = types.GetOrAdd(method.ContainingType.OriginalDefinition, t => ByName(t.DeclaringSyntaxReferences.SelectMany(r => r.GetSyntax(model.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())));
        foreach (var handed in toPolicies.Value[method.Name].Concat(own[method.Name]).Distinct())
        {
            if (handed.Parent?.Parent?.Parent is not InvocationExpressionSyntax call || model.ModelOf(handed.SyntaxTree)?.GetSymbolInfo(handed, model.CancellationToken) is not { } info) continue;
            if (SymbolEqualityComparer.Default.Equals((info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.OriginalDefinition, method.OriginalDefinition)) yield return call;
        }
    }

    private static ILookup<string, ExpressionSyntax> ByName(IEnumerable<InvocationExpressionSyntax> calls) =>
        calls.Where(c => c.Expression is not IdentifierNameSyntax { Identifier.ValueText: "nameof" }).SelectMany(c => c.ArgumentList.Arguments).Select(a => a.Expression).Where(e => NameOf(e) is not null).ToLookup(e => NameOf(e)!, StringComparer.Ordinal);

    private static string? NameOf(ExpressionSyntax handed) => handed switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
