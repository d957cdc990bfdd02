using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <content>Objects that are built in sight.</content>
internal sealed partial class ValueEvaluator
{
    private ValueKey OfCreation(IObjectCreationOperation creation, PathState state)
    {
        ValueKey? Argument(int index) => creation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == index) is { } argument ? Evaluate(argument.Value, state) : null;

        var type = creation.Type;
        switch (type?.Name)
        {
            case "DefaultInterpolatedStringHandler": return ValueKey.Constant("");
            case "StringBuilder": return Argument(0) is { } start && creation.Arguments[0].Value.Type?.SpecialType == SpecialType.System_String ? start : ValueKey.Constant("");
            case "StringContent" or "ByteArrayContent" when Argument(0) is { } content: return content;
            case "Uri" when creation.Arguments.Length > 1 && creation.Arguments[1].Value.Type?.SpecialType == SpecialType.System_String && Argument(0) is { } root && Argument(1) is { } relative:
                return JoinUrl(root, relative);
            case "Uri" when Argument(0) is { } uri: return uri;
            case "HttpMethod" when Argument(0) is { } verb: return verb;
            case "JValue" when Argument(0) is { } scalar: return scalar;
        }

        if (type?.Name == "JObject" && creation.Arguments.Length > 0 && OfProperties(ValueKey.Object(ObjectShape.Of(type, []), []), Argument(0)) is { } properties) return properties;
        var names = new List<string>();
        var values = new List<ValueKey>();
        foreach (var argument in creation.Arguments)
        {
            if (argument.Parameter is not { } parameter || argument.ArgumentKind == ArgumentKind.DefaultValue) continue;
            var value = Evaluate(argument.Value, state);
            if (parameter.Ordinal == 0 && creation.Arguments.Length == 1 && value.Kind == ValueKeyKind.Object && IsCarrier(type))
            {
                // Another content, stream, writer or collection around the same members.
                names.AddRange(((ObjectShape)value.Datum!).Names);
                values.AddRange(value.Parts);
                continue;
            }

            names.Add(PropertyOf(type, parameter.Name) is { } property ? ObjectShape.NameOf(property) : parameter.Name);
            values.Add(value);
        }

        if (type is not null && model.Builders.Any(b => b.IsMutableRequest(type)))
        {
            names.Add(BuiltRequest.Mark);
            values.Add(ValueKey.Opaque(creation.Syntax));
        }

        if (type is not null && HttpOrigins.IsClientName(type.Name))
        {
            names.Add(HttpOrigins.Creation);
            values.Add(ValueKey.Constant(creation.Syntax));
        }

        var created = ValueKey.Object(ObjectShape.Of(type, names), values);
        if (creation.Constructor is { } constructor && model.ConstructorValues(constructor) is { IsEmpty: false } set)
        {
            var arguments = creation.Arguments.Where(a => a.Parameter is not null).OrderBy(a => a.Parameter!.Ordinal).Select(a => (ValueKey?)Evaluate(a.Value, state)).ToImmutableArray();
            var map = Substitution.Parameters(constructor, null, arguments);
            if (created.Kind == ValueKeyKind.Object) created = created.With(set.Select(s => new KeyValuePair<string, ValueKey>(s.Member, map(s.Value))));
        }

        return creation.Initializer is { } initializer ? OfInitializers(created, initializer.Initializers, state) : created;
    }

    // A struct of the project's own in which nothing is set.
    private static ValueKey OfDefault(INamedTypeSymbol type)
    {
        var fields = type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).ToList();
        return ValueKey.Object(
            ObjectShape.Of(type, fields.Select(f => (f.AssociatedSymbol ?? f).Name)),
            fields.Select(f => f.Type.SpecialType == SpecialType.System_Boolean ? ValueKey.False : f.Type.IsValueType ? ValueKey.Opaque((f, "default")) : ValueKey.Null));
    }

    /// <summary>An object with one property added that is a value itself (<c>JProperty</c>), or null when it is none.</summary>
    public static ValueKey? WithProperty(ValueKey target, ValueKey property) =>
        property.Datum is ObjectShape { Type.Name: "JProperty" } && property.Field("name")?.Datum is string name && property.Field("content") is { } content ? target.With(name, content) : null;

    private static ValueKey? OfProperties(ValueKey target, ValueKey? content)
    {
        if (content is null) return null;
        foreach (var property in content.Kind == ValueKeyKind.List ? content.Parts : ImmutableArray.Create(content))
        {
            if (WithProperty(target, property) is not { } added) return null;
            target = added;
        }

        return target;
    }

    private static bool IsCarrier(ITypeSymbol? type)
    {
        if (type is null || type.SpecialType == SpecialType.System_String) return false;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "HttpContent", ContainingNamespace: { Name: "Http", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } } }
                or { Name: "Stream" or "TextWriter", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } }) return true;
        }

        return type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);
    }

    private static IPropertySymbol? PropertyOf(ITypeSymbol? type, string parameter)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol property && string.Equals(property.Name, parameter, StringComparison.OrdinalIgnoreCase)) return property;
            }
        }

        return null;
    }

    private static ValueKey JoinUrl(ValueKey root, ValueKey relative)
    {
        if (root.Datum is not string text) return ValueKey.Concat([root, ValueKey.Constant("/"), relative]);
        var rest = relative.Datum is string path ? ValueKey.Constant(path.TrimStart('/')) : relative;
        return ValueKey.Concat([ValueKey.Constant(text.TrimEnd('/') + "/"), rest]);
    }

    private ValueKey OfInitializers(ObjectShape shape, ImmutableArray<IOperation> initializers, PathState state) => OfInitializers(ValueKey.Object(shape, []), initializers, state);

    private ValueKey OfInitializers(ValueKey created, ImmutableArray<IOperation> initializers, PathState state)
    {
        var members = ImmutableArray.CreateBuilder<KeyValuePair<string, ValueKey>>(initializers.Length);
        foreach (var initializer in initializers)
        {
            switch (initializer)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [var index] }, Value: var value } when index.Value.ConstantValue.Value is string key:
                    members.Add(new(key, Evaluate(value, state)));
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }] }, Value: var value }:
                    members.Add(new(Identity.Unreadable, Evaluate(value, state)));
                    break;
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation member, Value: var value }:
                    members.Add(new(ObjectShape.NameOf(member.Member), Evaluate(value, state)));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var name, var value] } when name.Value.ConstantValue.Value is string key:
                    members.Add(new(key, Evaluate(value.Value, state)));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }, var value] }:
                    members.Add(new(Identity.Unreadable, Evaluate(value.Value, state)));
                    break;
            }
        }

        return created.Kind == ValueKeyKind.Object ? created.With(members) : created;
    }
}
