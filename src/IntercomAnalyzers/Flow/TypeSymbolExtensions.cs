using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Questions about types that clients and engine share.</summary>
internal static class TypeSymbolExtensions
{
    /// <summary>What awaiting a task of this type gives; the type itself when it is no task with a result.</summary>
    public static ITypeSymbol Awaited(this ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var inner] } ? inner : type;

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
