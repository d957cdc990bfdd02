using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>Finds methods by their attributes in referenced assemblies; only assemblies that reference what declares the attributes are read.</summary>
internal static class ReferencedMethods
{
    private const int MaximumTypes = 20_000;

    /// <summary>The names of the methods that carry one of the attributes (named without the suffix).</summary>
    /// <param name="compilation">Whose references are read.</param>
    /// <param name="declaredBy">The simple name of the assembly that declares the attributes.</param>
    /// <param name="attributes">The attributes' names.</param>
    public static IEnumerable<string> Marked(Compilation compilation, string declaredBy, IReadOnlyCollection<string> attributes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Name != declaredBy && !assembly.Modules.Any(m => m.ReferencedAssemblies.Any(r => r.Name == declaredBy))) continue;
            var count = 0;
            foreach (var type in Types(assembly.GlobalNamespace))
            {
                if (++count > MaximumTypes) break;
                foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
                {
                    if (method.GetAttributes().Any(a => a.AttributeClass is { } attribute && attributes.Contains(Words.WithoutSuffix(attribute.Name, "Attribute")))) names.Add(method.Name);
                }
            }
        }

        return names;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
