using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>Looks up what an adapter needs to see.</summary>
internal static class AdapterSymbols
{
    private const string Resolver = "IntercomAnalyzers.Resolver";

    public static INamedTypeSymbol? Accessible(this Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName(name) is { } type && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly) ? type : null;

    /// <summary>True when the resolver is there and nobody has defined the adapter already.</summary>
    public static bool TakesAdapter(this Compilation compilation, string className) =>
        compilation.Accessible(Resolver + ".ContactDraft") is not null && compilation.Accessible(Resolver + ".CallSites." + className) is null;

    public static bool HasPublicDefaultConstructor(this INamedTypeSymbol type) =>
        !type.IsAbstract && type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public);
}
