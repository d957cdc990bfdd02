using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Splits identifiers into words: <c>IIntercomContactsClient</c> is I, Intercom, Contacts, Client.</summary>
internal static class Words
{
    /// <summary>True when <paramref name="word"/> stands in the identifier as a whole word; case decides where words begin, not whether they match.</summary>
    public static bool Contains(string identifier, string word) => Of(identifier).Any(w => string.Equals(w, word, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when <paramref name="word"/> stands in the name of the namespace or of one around it.</summary>
    public static bool Contains(INamespaceSymbol? space, string word)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (Contains(space.Name, word)) return true;
        }

        return false;
    }

    /// <summary>A name without an ending such as <c>Async</c> or <c>Attribute</c>.</summary>
    public static string WithoutSuffix(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;

    public static IEnumerable<string> Of(string identifier)
    {
        var start = 0;
        for (var i = 1; i <= identifier.Length; i++)
        {
            var boundary = i == identifier.Length || !char.IsLetterOrDigit(identifier[i])
                || (char.IsUpper(identifier[i]) && (!char.IsUpper(identifier[i - 1]) || (i + 1 < identifier.Length && char.IsLower(identifier[i + 1]))));
            if (!boundary) continue;
            if (i > start && char.IsLetterOrDigit(identifier[start])) yield return identifier.Substring(start, i - start);
            start = i < identifier.Length && !char.IsLetterOrDigit(identifier[i]) ? i + 1 : i;
        }
    }
}
