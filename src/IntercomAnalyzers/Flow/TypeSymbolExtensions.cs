using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Questions about types that clients and engine share.</summary>
internal static class TypeSymbolExtensions
{
    /// <summary>What awaiting a task of this type gives; the type itself when it is no task with a result.</summary>
    public static ITypeSymbol Awaited(this ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var inner] } ? inner : type;

    /// <summary>The method of this compilation's type, or of a base of it, that runs when a member of a base or interface is called; null when there is none.</summary>
    public static IMethodSymbol? Overriding(this INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface) return type.FindImplementationForInterfaceMember(method) as IMethodSymbol;
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(method.Name))
            {
                for (var candidate = member as IMethodSymbol; candidate is not null; candidate = candidate.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition)) return (IMethodSymbol)member;
                }
            }
        }

        return null;
    }

    /// <summary>True for a message handler of <c>HttpClient</c>.</summary>
    public static bool IsMessageHandler(this ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "HttpMessageHandler" && type.ContainingNamespace.Is("System.Net.Http")) return true;
        }

        return false;
    }

    /// <summary>True for the namespace of this full name.</summary>
    public static bool Is(this INamespaceSymbol? space, string fullName)
    {
        var end = fullName.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, space.Name, 0, space.Name.Length) != 0) return false;
            if (start == 0) return space.ContainingNamespace is { IsGlobalNamespace: true };
            if (fullName[start - 1] != '.') return false;
            end = start - 1;
        }

        return false;
    }

    /// <summary>True when the type is the other one, derives from it or implements it; type arguments do not count.</summary>
    public static bool Is(this ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor.OriginalDefinition)) return true;
        }

        return ancestor.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, ancestor.OriginalDefinition));
    }
}
