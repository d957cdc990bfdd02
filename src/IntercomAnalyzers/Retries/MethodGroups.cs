using System.Collections.Concurrent;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Finds the calls that a method is handed to by name: of a policy anywhere, <c>policy.ExecuteAsync(CreateAsync)</c>, and of anything inside its own type. Each name is looked up once; thread-safe.</summary>
internal sealed class MethodGroups(CompilationModel model)
{
    private readonly ConcurrentDictionary<string, ILookup<ISymbol, InvocationExpressionSyntax>> handed = new(StringComparer.Ordinal);

    public IEnumerable<InvocationExpressionSyntax> CallsHanding(IMethodSymbol method)
    {
        var declarations = method.ContainingType.OriginalDefinition.DeclaringSyntaxReferences;
        return handed.GetOrAdd(method.Name, Bind)[method.OriginalDefinition].Where(c => IsExecutor(c) || declarations.Any(d => d.SyntaxTree == c.SyntaxTree && d.Span.Contains(c.Span)));
    }

    private ILookup<ISymbol, InvocationExpressionSyntax> Bind(string name)
    {
        var found = new List<(ISymbol Method, InvocationExpressionSyntax Call)>();
        foreach (var facts in model.TreesWith(name))
        {
            foreach (var argument in facts.HandedOn(name))
            {
                if (argument.Parent?.Parent?.Parent is not InvocationExpressionSyntax { Expression: not IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call) continue;
                if (model.ModelOf(facts.Tree)?.GetSymbolInfo(argument, model.CancellationToken) is { } info && (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol method) found.Add((method.OriginalDefinition, call));
            }
        }

        return found.ToLookup(f => f.Method, f => f.Call, SymbolEqualityComparer.Default);
    }

    private static bool IsExecutor(InvocationExpressionSyntax call) => TreeFacts.CalledName(call) is { Identifier.ValueText: var name } && RetryExecutors.Names.Contains(name);
}
