using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.CreationPoints;

/// <summary>The identifiers that a call sends, read from its body and arguments.</summary>
internal sealed class Identity
{
    private static readonly string[] Read = [Identifier.ExternalId, "user_id", Identifier.Email, Identifier.Phone, Identifier.AnonymousId, Identifier.IntercomId];

    private Identity(bool isKnown, ImmutableArray<SentIdentifier> sent, string? role)
    {
        IsKnown = isKnown;
        Sent = sent;
        Role = role;
    }

    /// <summary>False when the body could not be read: nothing may be concluded from what is missing.</summary>
    public bool IsKnown { get; }

    public ImmutableArray<SentIdentifier> Sent { get; }

    /// <summary>The role that is sent, as a constant; null when none is or when it is not constant.</summary>
    public string? Role { get; }

    /// <summary>True when nothing that is sent is known but through parameters of the method.</summary>
    public bool IsFromParametersOnly => Sent.Length > 0 && Sent.All(s => s.Value.HasParameter);

    /// <summary>True when nothing that is sent is known but through parameters of the method or members of its object: the steps of a workflow share those.</summary>
    public bool IsFromParametersOrThis => Sent.Length > 0 && Sent.All(s => s.Value.HasParameter || s.Value.Any(v => v is { Kind: ValueKeyKind.Member, Parts: [{ Kind: ValueKeyKind.This }, ..] }));

    /// <summary>This identity without the values for which a condition holds.</summary>
    public Identity Without(Func<ValueKey, bool> isAbsent) => Sent.Any(s => isAbsent(s.Value)) ? new Identity(IsKnown, Sent.RemoveAll(s => isAbsent(s.Value)), Role) : this;

    public bool Sends(string identifier) => Contains(Sent, identifier);

    /// <summary>The identity that a creation call sends.</summary>
    public static Identity Of(IntercomCall call)
    {
        if (call.IsBulk) return new Identity(false, ImmutableArray<SentIdentifier>.Empty, null);
        if (call.Payload is not { } payload) return new Identity(!call.Asked.IsEmpty, call.Asked, null);
        if (payload.Kind == ValueKeyKind.Object)
        {
            var sent = ImmutableArray.CreateBuilder<SentIdentifier>(2);
            foreach (var name in Read)
            {
                if (payload.Field(name) is { } value && !IsBlank(value) && !(name == "user_id" && Contains(sent, Identifier.ExternalId)))
                {
                    sent.Add(new SentIdentifier(name == "user_id" ? Identifier.ExternalId : name, value));
                }
            }

            return new Identity(payload.Field(Unreadable) is null, sent.ToImmutable(), payload.Field("role")?.Datum as string);
        }

        return new Identity(false, OfMembers(payload), null);
    }

    /// <summary>The name of a member that marks an object with members of unknown names.</summary>
    public const string Unreadable = "<unreadable>";

    /// <summary>The identifiers that a lookup asks for: those of its route or arguments, else the filters of its query.</summary>
    public static ImmutableArray<SentIdentifier> AskedBy(IntercomCall call)
    {
        if (call.Payload is not { } payload) return call.Asked;
        var asked = ImmutableArray.CreateBuilder<SentIdentifier>(call.Asked.Length + 1);
        asked.AddRange(call.Asked);
        Filters(payload, asked);
        return asked.ToImmutable();
    }

    private static void Filters(ValueKey query, ImmutableArray<SentIdentifier>.Builder asked)
    {
        if (query.Kind == ValueKeyKind.Object && query.Field("field") is { } field && query.Field("value") is { } value)
        {
            // field IN values: a list covers whoever belongs to it.
            var isSet = value.Kind != ValueKeyKind.List && query.Field("operator")?.Datum is string comparison && comparison.Equals("IN", StringComparison.OrdinalIgnoreCase);
            asked.Add(new SentIdentifier(field, isSet ? ValueKey.List(ImmutableArray.Create(value)) : value));
        }

        if (query.Kind is ValueKeyKind.Object or ValueKeyKind.List)
        {
            foreach (var part in query.Parts) Filters(part, asked);
        }
    }

    private static bool Contains<TList>(TList sent, string identifier)
        where TList : IReadOnlyList<SentIdentifier>
    {
        for (var i = 0; i < sent.Count; i++)
        {
            if (sent[i].Identifier == identifier) return true;
        }

        return false;
    }

    // A body of a declared type that is built elsewhere: its members are known, but not which of them are set.
    private static ImmutableArray<SentIdentifier> OfMembers(ValueKey payload)
    {
        var type = payload.SymbolDatum switch
        {
            IParameterSymbol parameter => parameter.Type,
            ILocalSymbol local => local.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        if (type is null || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.SpecialType != SpecialType.None) return ImmutableArray<SentIdentifier>.Empty;
        var sent = ImmutableArray.CreateBuilder<SentIdentifier>();
        for (var current = type; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.IsStatic || property.DeclaredAccessibility != Accessibility.Public || property.IsIndexer) continue;
                if (Identifier.FromName(ObjectShape.NameOf(property)) is { } identifier && sent.All(s => s.Identifier != identifier))
                {
                    sent.Add(new SentIdentifier(identifier, ValueKey.Member(payload, property)));
                }
            }
        }

        return sent.ToImmutable();
    }

    private static bool IsBlank(ValueKey value) => value.IsNull || (value.Kind == ValueKeyKind.Constant && value.Datum is string text && string.IsNullOrWhiteSpace(text));
}
