using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Recognises members that keep the id of a contact on the caller's side.</summary>
internal static class StoredIds
{
    /// <summary>True for a value that such a member or parameter holds.</summary>
    public static bool IsStoredId(ValueKey value) => (value.Kind is ValueKeyKind.Member or ValueKeyKind.Symbol && IsStoredId(value.SymbolDatum)) || (value is { Kind: ValueKeyKind.Member, HasResult: false } && IsContactId(value.SymbolDatum));

    /// <summary>True when a path has found that a stored contact id of this person is there: an id of the same object as the identity, of the same method's parameters, or the very id that is sent.</summary>
    public static bool IsPresent(PathState state, Identity identity)
    {
        foreach (var pair in state.Truths)
        {
            foreach (var id in PresentIds(pair.Key, pair.Value.Value))
            {
                if (identity.Sent.Any(s => (s.Identifier == Identifier.IntercomId && s.Value.Equals(id)) || (IsStoredId(id) && (s.Value.Equals(id) || s.Value.Any(v => BelongsTo(v, id)))))) return true;
            }
        }

        return false;
    }

    private static IEnumerable<ValueKey> PresentIds(ValueKey condition, bool outcome)
    {
        if (condition is not { Kind: ValueKeyKind.Compare, Parts: [var left, var right] }) return condition is { Kind: ValueKeyKind.Member, Name: "HasValue", Parts: [var nullable] } && outcome ? [nullable] : [];
        return condition.Datum switch
        {
            "==" when !outcome && (right.IsNull || "".Equals(right.Datum)) => [left],
            "!=" when outcome && (right.IsNull || "".Equals(right.Datum)) => [left],
            ">" when outcome && left is { Kind: ValueKeyKind.Member, Name: "Length", Parts: [var text] } => [text],
            _ => [],
        };
    }

    private static bool BelongsTo(ValueKey value, ValueKey id) => (value, id) switch
    {
        ({ Kind: ValueKeyKind.Member }, { Kind: ValueKeyKind.Member }) => value.Parts[0].Equals(id.Parts[0]),
        ({ Datum: IParameterSymbol parameter }, { Datum: IParameterSymbol other }) => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, other.ContainingSymbol),
        _ => false,
    };

    // The id of a contact that an SDK has read.
    private static bool IsContactId(ISymbol? member) =>
        member is IPropertySymbol { Name: "id" or "Id", ContainingType: { DeclaringSyntaxReferences.IsEmpty: true } type } && Words.Contains(type.ContainingNamespace, "Intercom");

    public static bool IsStoredId(ISymbol? member)
    {
        if (member is not (IPropertySymbol or IFieldSymbol or IParameterSymbol) || member.Name.IndexOf("id", StringComparison.OrdinalIgnoreCase) < 0) return false;
        var words = Words.Of(member.Name).ToList();
        return words.Count > 1 && words[words.Count - 1] is "Id" or "ID" && words.Any(w => w is "Contact" or "contact" or "Intercom" or "intercom");
    }
}
