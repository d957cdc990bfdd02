using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Recognises members that keep the id of a contact on the caller's side.</summary>
internal static class StoredIds
{
    public static bool IsStoredId(ISymbol? member)
    {
        if (member is not (IPropertySymbol or IFieldSymbol)) return false;
        var words = Words.Of(member.Name).ToList();
        return words.Count > 1 && words[words.Count - 1] is "Id" or "ID" && words.Any(w => w is "Contact" or "contact" or "Intercom" or "intercom");
    }
}
