using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <content>Locals, fields, properties and members of other values.</content>
internal sealed partial class ValueEvaluator
{
    /// <summary>The condition behind an access of a member of a value.</summary>
    public static ValueKey Member(ValueKey receiver, ISymbol member) => receiver.Kind == ValueKeyKind.List && member is IFieldSymbol element && ElementOf(element) is var index && index >= 0 && index < receiver.Parts.Length ? receiver.Parts[index] : receiver.Field(ObjectShape.NameOf(member)) ?? ValueKey.Member(receiver, member);

    // Item1, or the name that stands for it.
    private static int ElementOf(IFieldSymbol field) =>
        field.ContainingType is { IsTupleType: true } && (field.CorrespondingTupleField ?? field).Name is var name && name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : -1;

    private ValueKey OfLocal(ILocalSymbol local, PathState state)
    {
        // Outside of a walked body (a registration, a constructor) a local stands for its initializer.
        if (!ReferenceEquals(state, PathState.Empty)) return ValueKey.Symbol(local);
        return model.Initializer(local) is { } initializer ? Evaluate(initializer, state) : ValueKey.Symbol(local);
    }

    private ValueKey OfField(IFieldReferenceOperation reference, PathState state)
    {
        var field = reference.Field;
        if (field is { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String }) return ValueKey.Constant("");
        if (field is { Name: "UriSchemeHttps", ContainingType.Name: "Uri" }) return ValueKey.Constant("https");
        var own = reference.Instance is null or IInstanceReferenceOperation;
        if (own && state.Values.TryGetValue(field, out var value)) return value;
        if (own && IsText(field.Type) && model.Initializer(field) is { } initializer && (field.IsReadOnly || !field.IsStatic))
        {
            var initial = Evaluate(initializer, PathState.Empty);
            if (initial.Kind is ValueKeyKind.Constant && !initial.IsNull) return initial;
        }

        if (own && IsText(field.Type) && !field.IsStatic && model.ConstructorText(field) is { } text) return ValueKey.Constant(text);
        return field.IsStatic ? ValueKey.Symbol(field) : Member(Evaluate(reference.Instance, state), field);
    }

    private ValueKey OfProperty(IPropertyReferenceOperation reference, PathState state)
    {
        var property = reference.Property;
        if (reference.Instance is null)
        {
            if (IsText(property.Type) && model.Initializer(property) is { } initializer && Evaluate(initializer, PathState.Empty) is { Kind: ValueKeyKind.Constant } initial) return initial;

            // Option<T>.None
            return !state.Calls.IsEmpty && property.Type.OriginalDefinition.DeclaringSyntaxReferences.Length > 0 && model.SimpleResult(property) is { Kind: ValueKeyKind.Object } none ? none : ValueKey.Symbol(property);
        }

        if (reference.Instance is IInstanceReferenceOperation && state.Values.TryGetValue(property, out var value)) return value;
        var receiver = Evaluate(reference.Instance, state);
        if (property.Name == "Current" && reference.IsImplicit) return receiver.HasResult ? ValueKey.Call(property, ImmutableArray.Create(receiver)) : ValueKey.Opaque((reference.Syntax, "current"));
        if (property.Name == "Result" && property.ContainingType.Name is "Task" or "ValueTask") return receiver;
        if (property.Name == "Value" && property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T) return receiver;
        if (property.Name == "Uri" && receiver is { Kind: ValueKeyKind.Object, Datum: ObjectShape { Type.Name: "UriBuilder" } }) return OfUriBuilder(receiver);
        if (reference.Arguments.IsEmpty)
        {
            if (receiver.Kind == ValueKeyKind.Object && receiver.Field(ObjectShape.NameOf(property)) is null && model.SimpleResult(property) is { } computed) return OfObject(computed, receiver);
            if (IsText(property.Type) && reference.Instance is IInstanceReferenceOperation && model.Initializer(property) is { } initializer
                && Evaluate(initializer, PathState.Empty) is { Kind: ValueKeyKind.Constant } constant && (property.SetMethod is null || IsAddress(constant))) return constant;
            if (IsText(property.Type) && reference.Instance is IInstanceReferenceOperation && model.ConstructorText(property) is { } text) return ValueKey.Constant(text);
            if (IsText(property.Type) && reference.Instance is IInstanceReferenceOperation && model.SimpleResult(property) is { Kind: ValueKeyKind.Constant } address && IsAddress(address)) return address;
            var member = Member(receiver, property);
            if (member.Kind != ValueKeyKind.Member || (state.Calls.IsEmpty && property.Type.SpecialType != SpecialType.System_Boolean)) return member;
            if (state.Values.TryGetValue(member, out var kept)) return kept;

            // A property that is computed from one in which an answer or a contact's id is kept tells of those.
            return model.SimpleResult(property) is { } simple && Computed(simple, receiver, state) is { } told && (told.HasResult || told.Any(StoredIds.IsStoredId)) ? told : member;
        }

        var arguments = EvaluateAll(reference.Arguments, state);
        if (arguments is [{ Datum: string name }] && receiver.Field(name) is { } field) return field;
        return ValueKey.Indexer(receiver, property, arguments);
    }

    // new UriBuilder("https://api.intercom.io/contacts") { Query = "email=" + email }
    private static ValueKey OfUriBuilder(ValueKey builder)
    {
        var address = builder.Field("Uri") ?? builder.Field("uri")
            ?? ((builder.Field("Host") ?? builder.Field("hostName")) is { } host ? ValueKey.Concat([builder.Field("Scheme") ?? builder.Field("schemeName") ?? ValueKey.Constant("https"), ValueKey.Constant("://"), host]) : ValueKey.Opaque(builder));
        if (builder.Field("Path") is { } path) address = JoinUrl(address, path);
        return builder.Field("Query") is { } query ? ValueKey.Concat([address, ValueKey.Constant(query.Datum is string text && text.StartsWith("?", StringComparison.Ordinal) || query is { Kind: ValueKeyKind.Concat, Parts: [{ Datum: string start }, ..] } && start.StartsWith("?", StringComparison.Ordinal) ? "" : "?"), query]) : address;
    }

    private static ValueKey OfObject(ValueKey computed, ValueKey receiver) => computed.Replace(k => k.Kind == ValueKeyKind.This ? receiver : null);

    private static ValueKey Computed(ValueKey computed, ValueKey receiver, PathState state) =>
        OfObject(computed, receiver).Replace(k => k.Kind == ValueKeyKind.Member && state.Values.TryGetValue(k, out var part) ? part : null);

    // A text that can be set is rarely what it began with, but an address mostly is.
    private static bool IsAddress(ValueKey constant) => constant.Datum is string text && text.Contains("://");

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type.Name == "Uri";
}
