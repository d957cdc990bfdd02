using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>Finds the calls that a method is handed to by name: of a policy anywhere, <c>policy.ExecuteAsync(CreateAsync)</c>, and of anything inside its own type.</summary>
internal sealed class MethodGroups(CompilationModel model)
{
    private readonly Lazy<HashSet<TreeFacts>> withPolicies = new(() => new(RetryExecutors.Names.SelectMany(model.TreesWith)));

    public IEnumerable<InvocationExpressionSyntax> CallsHanding(IMethodSymbol method)
    {
        var declarations = method.ContainingType.OriginalDefinition.DeclaringSyntaxReferences;
        foreach (var facts in model.TreesWith(method.Name))
        {
            if (!withPolicies.Value.Contains(facts) && !declarations.Any(d => d.SyntaxTree == facts.Tree)) continue;
            foreach (var handed in facts.HandedOn(method.Name))
            {
                if (handed.Parent?.Parent?.Parent is not InvocationExpressionSyntax { Expression: not IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call) continue;
                if (!IsExecutor(call) && !declarations.Any(d => d.SyntaxTree == facts.Tree && d.Span.Contains(call.Span))) continue;
                if (model.ModelOf(facts.Tree)?.GetSymbolInfo(handed, model.CancellationToken) is not { } info) continue;
                if (SymbolEqualityComparer.Default.Equals((info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.OriginalDefinition, method.OriginalDefinition)) yield return call;
            }
        }
    }

    private static bool IsExecutor(InvocationExpressionSyntax call) => TreeFacts.CalledName(call) is { Identifier.ValueText: var name } && RetryExecutors.Names.Contains(name);
}
