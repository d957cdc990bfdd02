using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>The public properties of a model whose kind an adapter can carry. Compared by value.</summary>
/// <param name="Text">"name:kind" for every property, sorted, joined by spaces.</param>
internal sealed record AdapterMembers(string Text)
{
    public const string String = "string";
    public const string Number = "number";
    public const string NullableNumber = "number?";
    public const string NullableFlag = "flag?";
    public const string Map = "map";

    /// <summary>An object with a string property <c>name</c>.</summary>
    public const string Named = "named";

    /// <summary>The kind of the property; null when there is none by that name, or one that cannot be carried.</summary>
    public string? Kind(string name) =>
        Text.Split(' ').FirstOrDefault(m => m.StartsWith(name + ":", StringComparison.Ordinal))?.Substring(name.Length + 1);

    public bool Has(string name, string kind = String) => Kind(name) == kind;

    public static AdapterMembers Readable(INamedTypeSymbol type) => Read(type, p => IsPublic(p.GetMethod));

    public static AdapterMembers Settable(INamedTypeSymbol type) => Read(type, p => IsPublic(p.SetMethod) && !p.SetMethod!.IsInitOnly);

    private static AdapterMembers Read(INamedTypeSymbol type, Func<IPropertySymbol, bool> takes)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>().Where(p => p is { IsStatic: false, IsIndexer: false } && takes(p)))
            {
                if (KindOf(property.Type) is { } kind && !members.ContainsKey(property.Name)) members.Add(property.Name, property.Name + ":" + kind);
            }
        }

        return new AdapterMembers(string.Join(" ", members.Values));
    }

    private static bool IsPublic(IMethodSymbol? accessor) => accessor?.DeclaredAccessibility == Accessibility.Public;

    private static string? KindOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => String,
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } => Number,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }] } => NullableNumber,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] } => NullableFlag,
        INamedTypeSymbol { Name: "Dictionary" or "IDictionary", TypeArguments: [{ SpecialType: SpecialType.System_String }, { SpecialType: SpecialType.System_Object }] } => Map,
        INamedTypeSymbol { TypeKind: TypeKind.Class } model when model.GetMembers("name").Any(m => m is IPropertySymbol { Type.SpecialType: SpecialType.System_String, IsStatic: false } name && IsPublic(name.GetMethod)) => Named,
        _ => null,
    };
}
