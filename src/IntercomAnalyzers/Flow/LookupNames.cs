using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Recognises methods that cannot be followed but are named like a lookup of contacts. The benefit of the doubt, never evidence against code.</summary>
internal static class LookupNames
{
    /// <summary>The client name of a presumed lookup.</summary>
    public const string Presumed = "presumed";

    /// <summary>The name under which the values of a presumed lookup stand: any identifier.</summary>
    public static readonly ValueKey AnyIdentifier = ValueKey.Constant("*");

    private static readonly string[] Verbs = ["Find", "Get", "Search", "Lookup", "LookUp", "TryGet", "TryFind"];

    /// <summary>True for a method of such a name.</summary>
    public static bool IsPresumedLookup(IMethodSymbol method) => IsLookup(method.Name, method.ContainingType);

    /// <summary>True for a delegate in a variable of such a name, in a type about contacts.</summary>
    public static bool IsPresumedLookup(ISymbol variable, INamedTypeSymbol? around) => IsLookup(MethodName(variable.Name), around);

    /// <summary>True for the name of a variable that may hold such a delegate.</summary>
    public static bool IsVariableOfLookup(string name) => name.Length > 0 && !char.IsUpper(name[0]) && HasVerb(MethodName(name));

    private static string MethodName(string variable) => variable.TrimStart('_') is { Length: > 0 } name ? char.ToUpperInvariant(name[0]) + name.Substring(1) : "";

    private static bool HasVerb(string name) => Verbs.Any(v => name.StartsWith(v, StringComparison.Ordinal) && (name.Length == v.Length || char.IsUpper(name[v.Length])));

    private static bool IsLookup(string name, INamedTypeSymbol? containingType)
    {
        if (!HasVerb(name)) return false;
        var type = containingType?.Name ?? "";
        if (Words.Contains(type, "Intercom")) return true;
        return (Words.Contains(type, "Contact") || Words.Contains(type, "Contacts"))
            && !type.EndsWith("Repository", StringComparison.Ordinal) && !type.EndsWith("Store", StringComparison.Ordinal) && !type.EndsWith("DbContext", StringComparison.Ordinal);
    }
}
