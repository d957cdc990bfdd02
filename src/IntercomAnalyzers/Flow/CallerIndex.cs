using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>Finds the calls of a method in the compilation, through the names that each file calls. Asked only for wrappers; thread-safe.</summary>
internal sealed class CallerIndex(CompilationModel model)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<InvocationExpressionSyntax>> callers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> implementations = new(SymbolEqualityComparer.Default);

    /// <summary>The calls of a method, direct or through an interface or base member that it implements.</summary>
    public ImmutableArray<InvocationExpressionSyntax> CallsOf(IMethodSymbol method) => callers.GetOrAdd(method.OriginalDefinition, Find);

    /// <summary>The single method of this compilation that implements or overrides an abstract or virtual one; the method itself when it is virtual and never overridden.</summary>
    public IMethodSymbol? OnlyImplementation(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        var found = implementations.GetOrAdd(definition, FindImplementations);
        if (definition.ContainingType is { IsGenericType: true, TypeKind: TypeKind.Interface } && !SymbolEqualityComparer.Default.Equals(method.ContainingType, definition.ContainingType))
        {
            found = found.Where(c => c.ContainingType.IsGenericType || c.ContainingType.AllInterfaces.Contains(method.ContainingType, SymbolEqualityComparer.Default)).ToImmutableArray();
        }

        if (definition.IsAbstract) return found.Length == 1 ? found[0] : null;
        return found.IsEmpty ? definition : null;
    }

    /// <summary>The name that a method is called by: an explicit implementation has that of its interface in front.</summary>
    public static string SimpleName(IMethodSymbol method) => method.MethodKind == MethodKind.ExplicitInterfaceImplementation ? method.Name.Substring(method.Name.LastIndexOf('.') + 1) : method.Name;

    private ImmutableArray<IMethodSymbol> FindImplementations(IMethodSymbol definition)
    {
        var found = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var symbol in model.Compilation.GetSymbolsWithName(n => n == definition.Name || n.EndsWith("." + definition.Name, StringComparison.Ordinal), SymbolFilter.Member, model.CancellationToken))
        {
            if (symbol is not IMethodSymbol { IsAbstract: false } candidate || candidate.Parameters.Length != definition.Parameters.Length) continue;
            if (Stands(candidate, definition) && !SymbolEqualityComparer.Default.Equals(candidate, definition)) found.Add(candidate);
        }

        return found.ToImmutable();
    }

    // True when a call of 'called' may run 'method'.
    private static bool Stands(IMethodSymbol method, IMethodSymbol called)
    {
        if (SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, called.OriginalDefinition)) return true;
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, called.OriginalDefinition)) return true;
        }

        if (called.ContainingType?.TypeKind != TypeKind.Interface) return false;
        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, called.ContainingType.OriginalDefinition)) continue;

            // A call through another construction of a generic interface runs something else.
            var isOpen = SymbolEqualityComparer.Default.Equals(called.ContainingType, called.ContainingType.OriginalDefinition) || method.ContainingType.IsGenericType;
            if (!isOpen && !SymbolEqualityComparer.Default.Equals(contract, called.ContainingType) && !called.ContainingType.TypeArguments.Any(t => t.TypeKind == TypeKind.TypeParameter)) continue;
            foreach (var member in contract.GetMembers(called.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, called.OriginalDefinition)
                    && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method.OriginalDefinition)) return true;
            }
        }

        return false;
    }

    private ImmutableArray<InvocationExpressionSyntax> Find(IMethodSymbol method)
    {
        var found = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var name = SimpleName(method);
        foreach (var facts in model.TreesWith(name))
        {
            if (model.ModelOf(facts.Tree) is not { } semanticModel || model.IsGenerated(facts.Tree)) continue;
            foreach (var invocation in facts.CallsOf(name))
            {
                if (semanticModel.GetSymbolInfo(invocation, model.CancellationToken).Symbol is not IMethodSymbol called) continue;
                if (Stands(method, called.ReducedFrom ?? called)) found.Add(invocation);
            }
        }

        return found.ToImmutable();
    }
}
