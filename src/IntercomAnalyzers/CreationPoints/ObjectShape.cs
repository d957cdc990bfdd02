using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.CreationPoints;

/// <summary>The type and the member names of an object built in sight. Names are those that a JSON writer would send, without case and underscores.</summary>
internal sealed class ObjectShape : IEquatable<ObjectShape>
{
    private readonly ImmutableArray<string> names;

    private ObjectShape(ITypeSymbol? type, ImmutableArray<string> names)
    {
        Type = type;
        this.names = names;
    }

    /// <summary>The type that was created; null for a JSON text.</summary>
    public ITypeSymbol? Type { get; }

    public ImmutableArray<string> Names => names;

    public static ObjectShape Of(ITypeSymbol? type, IEnumerable<string> names) => new(type, names.Select(Identifier.Normalize).ToImmutableArray());

    /// <summary>The name under which a member is sent: that of <c>[JsonPropertyName]</c> or <c>[JsonProperty]</c>, else its own. One that is never sent has a name that no identifier has.</summary>
    public static string NameOf(ISymbol member)
    {
        string? contractName = null;
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "DataMemberAttribute") contractName = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;
            if (attribute.AttributeClass?.Name is "JsonIgnoreAttribute" or "IgnoreDataMemberAttribute" && IsUnconditional(attribute)) return "ignored." + member.Name;
            if (attribute.AttributeClass?.Name is not ("JsonPropertyNameAttribute" or "JsonPropertyAttribute")) continue;
            if (attribute.ConstructorArguments is [{ Value: string name }, ..]) return name;
            foreach (var named in attribute.NamedArguments)
            {
                if (named is { Key: "PropertyName", Value.Value: string property }) return property;
            }
        }

        return contractName ?? member.Name;
    }

    // [JsonIgnore(Condition = WhenWritingNull)] leaves out nulls only; 1 is JsonIgnoreCondition.Always.
    private static bool IsUnconditional(AttributeData attribute) => attribute.NamedArguments.All(a => a.Key != "Condition" || a.Value.Value is 1);

    public int IndexOf(string name)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (Identifier.IsSame(name, names[i])) return i;
        }

        return -1;
    }

    /// <summary>A shape of the same type with other names, which are normalised already.</summary>
    public ObjectShape With(ImmutableArray<string> normalised) => new(Type, normalised);

    public bool Equals(ObjectShape? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Type, other.Type) && names.SequenceEqual(other.names);

    public override bool Equals(object? obj) => Equals(obj as ObjectShape);

    public override int GetHashCode()
    {
        var code = SymbolEqualityComparer.Default.GetHashCode(Type);
        foreach (var name in names) code = unchecked((code * 31) + name.GetHashCode());
        return code;
    }
}
