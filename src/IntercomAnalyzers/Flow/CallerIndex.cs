using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// Finds the calls of a method in the compilation and what implements it, through the names in each file. All calls and declarations of a name are looked at together, once: a large project has many methods
/// of the same name. Asked only for wrappers; thread-safe.
/// </summary>
internal sealed class CallerIndex
{
    // With more nobody can tell which one runs.
    private const int MaximumImplementations = 8;

    private readonly CompilationModel model;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<InvocationExpressionSyntax>> callers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, ILookup<ISymbol, Call>> calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ILookup<ISymbol, IMethodSymbol>> implementations = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, TreeFacts>> declaring;

    public CallerIndex(CompilationModel model)
    {
        this.model = model;
        declaring = new(() => model.AllFacts().SelectMany(f => f.MethodNames.Select(n => (Name: n, Facts: f))).ToLookup(d => d.Name, d => d.Facts, StringComparer.Ordinal));
    }

    /// <summary>The calls of a method, direct or through an interface or base member that it implements.</summary>
    public ImmutableArray<InvocationExpressionSyntax> CallsOf(IMethodSymbol method) => callers.GetOrAdd((method.PartialDefinitionPart ?? method).OriginalDefinition, Find);

    /// <summary>The single method of this compilation that implements or overrides an abstract or virtual one; the method itself when it is virtual and never overridden.</summary>
    public IMethodSymbol? OnlyImplementation(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        var found = implementations.GetOrAdd(SimpleName(definition), FindImplementations)[definition];
        if (definition.ContainingType is { IsGenericType: true, TypeKind: TypeKind.Interface } && !SymbolEqualityComparer.Default.Equals(method.ContainingType, definition.ContainingType))
        {
            found = found.Where(c => c.ContainingType.IsGenericType || c.ContainingType.AllInterfaces.Contains(method.ContainingType, SymbolEqualityComparer.Default));
        }

        var some = found.Take(MaximumImplementations).ToList();

        // A decorator (a log, a cache) ends in the one that does the work.
        if (some.Count > 1) some.RemoveAll(c => c.ContainingType.InstanceConstructors.Any(k => k.Parameters.Any(p => p.Type.Is(definition.ContainingType))));
        if (definition.IsAbstract) return some.Count == 1 ? some[0] : null;
        return some.Count == 0 ? definition : null;
    }

    /// <summary>The name that a method is called by: an explicit implementation has that of its interface in front.</summary>
    public static string SimpleName(IMethodSymbol method) => method.MethodKind == MethodKind.ExplicitInterfaceImplementation ? method.Name.Substring(method.Name.LastIndexOf('.') + 1) : method.Name;

    // Every method of a name under all definitions that it stands for but its own.
    private ILookup<ISymbol, IMethodSymbol> FindImplementations(string name)
    {
        var found = new List<(IMethodSymbol Definition, IMethodSymbol Method)>();
        foreach (var facts in declaring.Value[name])
        {
            if (model.ModelOf(facts.Tree) is not { } semanticModel) continue;
            foreach (var declaration in facts.DeclarationsOf(name))
            {
                if (semanticModel.GetDeclaredSymbol(declaration, model.CancellationToken) is not { } declared) continue;
                var method = declared.PartialDefinitionPart ?? declared;
                found.AddRange(DefinitionsOf(method).Skip(1).Select(d => (d, method)));
            }
        }

        return found.ToLookup(f => (ISymbol)f.Definition, f => f.Method, SymbolEqualityComparer.Default);
    }

    private ImmutableArray<InvocationExpressionSyntax> Find(IMethodSymbol method)
    {
        var named = calls.GetOrAdd(SimpleName(method), Bind);
        return DefinitionsOf(method).SelectMany(d => named[d]).Where(c => Stands(method, c.Method)).OrderBy(c => c.Ordinal).Select(c => c.Syntax).ToImmutableArray();
    }

    private ILookup<ISymbol, Call> Bind(string name)
    {
        var found = new List<Call>();
        foreach (var facts in model.TreesWith(name))
        {
            if (model.ModelOf(facts.Tree) is not { } semanticModel || model.IsGenerated(facts.Tree)) continue;
            foreach (var invocation in facts.CallsOf(name))
            {
                if (semanticModel.GetSymbolInfo(invocation, model.CancellationToken).Symbol is IMethodSymbol called) found.Add(new Call(found.Count, invocation, called.ReducedFrom ?? called));
            }
        }

        return found.ToLookup(c => (ISymbol)c.Method.OriginalDefinition, SymbolEqualityComparer.Default);
    }

    // The method itself, and every member of a base or interface that it overrides or implements; each once.
    private static List<IMethodSymbol> DefinitionsOf(IMethodSymbol method)
    {
        var definitions = new List<IMethodSymbol> { method.OriginalDefinition };
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod) definitions.Add(overridden.OriginalDefinition);
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)) return definitions;
        var name = SimpleName(method);
        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            foreach (var member in contract.GetMembers(name).OfType<IMethodSymbol>())
            {
                if (!definitions.Contains(member.OriginalDefinition, SymbolEqualityComparer.Default) && Implements(method, member)) definitions.Add(member.OriginalDefinition);
            }
        }

        return definitions;
    }

    private static bool Implements(IMethodSymbol method, IMethodSymbol member) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method.OriginalDefinition);

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
                if (member is IMethodSymbol promised && SymbolEqualityComparer.Default.Equals(promised.OriginalDefinition, called.OriginalDefinition) && Implements(method, promised)) return true;
            }
        }

        return false;
    }

    private readonly record struct Call(int Ordinal, InvocationExpressionSyntax Syntax, IMethodSymbol Method);
}
