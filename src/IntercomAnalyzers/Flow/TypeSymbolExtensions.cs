using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Questions about types that clients and engine share.</summary>
internal static class TypeSymbolExtensions
{
    /// <summary>What awaiting a task of this type gives; the type itself when it is no task with a result.</summary>
    public static ITypeSymbol Awaited(this ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var inner] } ? inner : type;

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
