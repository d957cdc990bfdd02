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

    public static bool IsPresumedLookup(IMethodSymbol method)
    {
        if (!Verbs.Any(v => method.Name.StartsWith(v, StringComparison.Ordinal) && (method.Name.Length == v.Length || char.IsUpper(method.Name[v.Length])))) return false;
        var type = method.ContainingType?.Name ?? "";
        if (Words.Contains(type, "Intercom")) return true;
        return (Words.Contains(type, "Contact") || Words.Contains(type, "Contacts"))
            && !type.EndsWith("Repository", StringComparison.Ordinal) && !type.EndsWith("Store", StringComparison.Ordinal) && !type.EndsWith("DbContext", StringComparison.Ordinal);
    }
}
