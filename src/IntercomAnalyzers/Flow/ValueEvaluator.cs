using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>Turns operations into values, given what a path knows. Reads only; effects are the business of <see cref="Assignments"/> and <see cref="CallEffects"/>.</summary>
internal sealed class ValueEvaluator(CompilationModel model)
{
    private static readonly HashSet<string> SameValueMembers = new(StringComparer.Ordinal)
    {
        "ConfigureAwait", "GetAwaiter", "GetResult", "AsTask", "WaitAsync", "Unwrap", "GetValueOrDefault", "ToString", "ToJsonString", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToUpper",
        "ToUpperInvariant", "Normalize",
    };

    private static readonly HashSet<string> SameValueFunctions = new(StringComparer.Ordinal)
    {
        "EscapeDataString", "UrlEncode", "UrlPathEncode", "FromResult", "Serialize", "SerializeToNode", "SerializeToUtf8Bytes", "SerializeObject", "FromObject", "GetBytes", "ReceiveJson", "ReceiveString",
    };

    /// <summary>The value of an operation on a path.</summary>
    public ValueKey Evaluate(IOperation? operation, PathState state)
    {
        if (operation is null) return ValueKey.Opaque("nothing");
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant is string text && IsJsonObject(text) ? JsonText.Read(ValueKey.Constant(text)) ?? ValueKey.Constant(constant) : ValueKey.Constant(constant);
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return state.Values.TryGetValue(local.Local, out var value) ? value : OfLocal(local.Local, state);
            case IParameterReferenceOperation parameter:
                return state.Values.TryGetValue(parameter.Parameter, out value) ? value : ValueKey.Symbol(parameter.Parameter);
            case IFlowCaptureReferenceOperation capture:
                return state.Values.TryGetValue(capture.Id, out value) ? value : ValueKey.Opaque(capture.Syntax);
            case IFieldReferenceOperation field:
                return OfField(field, state);
            case IPropertyReferenceOperation property:
                return OfProperty(property, state);
            case IInvocationOperation invocation:
                return state.ResultOf(invocation.Syntax) ?? OfCall(invocation, state);
            case IAwaitOperation await:
                return Evaluate(await.Operation, state);
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand, state);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, state);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return state.This;
            case IInterpolatedStringOperation interpolated:
                var concat = ValueKey.Concat(EvaluateAll(interpolated.Parts, state));
                return JsonText.Read(concat) ?? concat;
            case IInterpolationOperation hole:
                return Evaluate(hole.Expression, state);
            case IInterpolatedStringTextOperation text:
                return Evaluate(text.Text, state);
            case IBinaryOperation binary:
                return OfBinary(binary, state);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return ValueKey.Not(Evaluate(not.Operand, state));
            case IIsNullOperation isNull:
                return ValueKey.Compare("==", Evaluate(isNull.Operand, state), ValueKey.Null);
            case IIsTypeOperation isType:
                var test = ValueKey.Compare("!=", Evaluate(isType.ValueOperand, state), ValueKey.Null);
                return isType.IsNegated ? ValueKey.Not(test) : test;
            case IIsPatternOperation isPattern:
                return Patterns.Condition(Evaluate(isPattern.Value, state), isPattern.Pattern, this, state);
            case ICoalesceOperation coalesce:
                var left = Evaluate(coalesce.Value, state);
                var right = Evaluate(coalesce.WhenNull, state);
                return left.Kind == ValueKeyKind.Constant || right.Kind != ValueKeyKind.Constant ? left : right;
            case IConditionalAccessOperation access:
                return Evaluate(access.WhenNotNull, state);
            case IConditionalAccessInstanceOperation instance:
                return Evaluate(AccessOf(instance)?.Operation, state);
            case IObjectCreationOperation creation:
                return OfCreation(creation, state);
            case IAnonymousObjectCreationOperation anonymous:
                return OfInitializers(ObjectShape.Of(anonymous.Type, []), anonymous.Initializers, state);
            case IArrayCreationOperation { Initializer: { } items }:
                return ValueKey.List(EvaluateAll(items.ElementValues, state));
            case ITupleOperation tuple:
                return ValueKey.List(EvaluateAll(tuple.Elements, state));
            case IDynamicMemberReferenceOperation { Instance: { } dynamicInstance } dynamicMember:
                return ValueKey.Member(Evaluate(dynamicInstance, state), dynamicMember.MemberName);
            case IDynamicIndexerAccessOperation { Operation: { } indexed, Arguments: [var dynamicIndex] } when dynamicIndex.ConstantValue.Value is string dynamicKey:
                return ValueKey.Member(Evaluate(indexed, state), dynamicKey);
            case IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation { Instance: { } target } called } when SameValueMembers.Contains(called.MemberName):
                return Evaluate(target, state);
            case IDelegateCreationOperation @delegate:
                return Evaluate(@delegate.Target, state);
            case IFlowAnonymousFunctionOperation function:
                return ValueKey.Function(function.Syntax);
            case IAnonymousFunctionOperation function:
                return ValueKey.Function(function.Syntax);
            case IMethodReferenceOperation method:
                return ValueKey.Function(method.Method is { MethodKind: MethodKind.LocalFunction, DeclaringSyntaxReferences: [var declared] } ? declared.GetSyntax(model.CancellationToken) : method.Method);
            case ISimpleAssignmentOperation assignment:
                return Evaluate(assignment.Value, state);
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression, state);
            case IArgumentOperation argument:
                return Evaluate(argument.Value, state);
            case ICaughtExceptionOperation:
                return state.Exception?.Value ?? ValueKey.Opaque(operation.Syntax);
            case IDefaultValueOperation { Type: { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } }:
                return ValueKey.Null;
            case IDefaultValueOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } empty } when empty.DeclaringSyntaxReferences.Length > 0:
                return OfDefault(empty);
            case IArrayElementReferenceOperation element when element.ArrayReference.Type is { } arrayType:
                return ValueKey.Call(arrayType, EvaluateAll(element.Indices, state).Insert(0, Evaluate(element.ArrayReference, state)));
            default:
                // Collection expressions have no operation of their own in the oldest supported compiler.
                return operation.Syntax is CollectionExpressionSyntax ? OfCollection(operation, state) : Derived(operation, state);
        }
    }

    // Not as lambdas in the method above: it runs for every operation, and would pay for their closure each time.
    private ImmutableArray<ValueKey> EvaluateAll<TOperation>(ImmutableArray<TOperation> operations, PathState state)
        where TOperation : IOperation
    {
        var values = ImmutableArray.CreateBuilder<ValueKey>(operations.Length);
        foreach (var operation in operations) values.Add(Evaluate(operation, state));
        return values.MoveToImmutable();
    }

    private ValueKey OfCollection(IOperation collection, PathState state)
    {
        var elements = collection.ChildOperations.ToList();

        // A copy of a sequence has as many elements as the sequence.
        if (elements is [{ Syntax: SpreadElementSyntax } copied]) return Evaluate(Spread(copied), state);
        return ValueKey.List(elements.Select(e => Evaluate(Spread(e), state)));
    }

    private static IOperation Spread(IOperation element) => element.Syntax is SpreadElementSyntax && element.ChildOperations.Count == 1 ? element.ChildOperations.First() : element;

    private ValueKey Derived(IOperation operation, PathState state)
    {
        // A lambda is not what it mentions, and a statement is no value.
        if (state.Calls.IsEmpty || operation is IAnonymousFunctionOperation or IFlowAnonymousFunctionOperation || operation.Type is null) return ValueKey.Opaque(operation.Syntax);
        var parts = operation.ChildOperations.Select(c => Evaluate(c, state)).Where(v => v.HasResult).ToList();
        return parts.Count == 0 ? ValueKey.Opaque(operation.Syntax) : ValueKey.Opaque(operation.Syntax, parts);
    }

    /// <summary>The value of a call whose effects are none: wrappings of a value, text, queries over an answer.</summary>
    public ValueKey OfCall(IInvocationOperation invocation, PathState state)
    {
        var method = invocation.TargetMethod;
        var receiver = invocation.Instance is null ? null : Evaluate(invocation.Instance, state);
        var arguments = Arguments(invocation, state);
        return model.Build(new ClientCall(invocation.Syntax, method, receiver, arguments, null, model))?.Value ?? OfCall(method, receiver, arguments, invocation.Syntax);
    }

    /// <summary>The values of a call's arguments by ordinal of the parameters.</summary>
    public ImmutableArray<ValueKey?> Arguments(IInvocationOperation invocation, PathState state)
    {
        if (invocation.TargetMethod.Parameters.IsEmpty) return ImmutableArray<ValueKey?>.Empty;
        var values = ImmutableArray.CreateBuilder<ValueKey?>(invocation.TargetMethod.Parameters.Length);
        values.Count = values.Capacity;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { } parameter || parameter.Ordinal >= values.Count) continue;
            if (argument.ArgumentKind != ArgumentKind.DefaultValue) values[parameter.Ordinal] = Evaluate(argument.Value, state);
        }

        return values.MoveToImmutable();
    }

    /// <summary>The value of a call that puts no request together; a client is asked for those first.</summary>
    public ValueKey OfCall(IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, SyntaxNode syntax)
    {
        var first = arguments.Length > 0 ? arguments[0] : null;
        if (receiver is { Kind: ValueKeyKind.Concat } && method is { Name: "ToString", ContainingType.Name: "StringBuilder" }) return JsonText.Read(receiver) ?? receiver;
        if (receiver is not null && SameValueMembers.Contains(method.Name)) return receiver;
        if (first is not null && SameValueFunctions.Contains(method.Name)) return first;
        if (method.IsExtensionMethod && first is not null && SameValueMembers.Contains(method.Name)) return first;
        switch (method.Name)
        {
            case "Create" when method.ContainingType.Name == "JsonContent" && first is not null:
                return first;
            case "IsNullOrEmpty" or "IsNullOrWhiteSpace" when first is not null:
                return ValueKey.Compare("==", first, ValueKey.Null);
            case "Equals" when receiver is not null && first is not null:
                return ValueKey.Compare("==", receiver, first);
            case "Equals" or "ReferenceEquals" when method.IsStatic && first is not null && arguments.Length > 1 && arguments[1] is { } second:
                return ValueKey.Compare("==", first, second);
            case "Empty" when method.IsStatic && method.Parameters.IsEmpty:
                return ValueKey.List(ImmutableArray<ValueKey>.Empty);
            case "Concat" when method.ContainingType.SpecialType == SpecialType.System_String && arguments.All(a => a is not null):
                return ValueKey.Concat(arguments.Select(a => a!));
            case "CreateClient" when method.ContainingType.Name is "IHttpClientFactory" or "HttpClientFactoryExtensions":
                var name = arguments.LastOrDefault(a => a?.Kind == ValueKeyKind.Constant);
                return ValueKey.Call(method.OriginalDefinition, ImmutableArray.Create(name ?? (arguments.Length > 0 && method.ContainingType.Name == "IHttpClientFactory" ? first! : ValueKey.Constant(""))));
        }

        if (model.SimpleResult(method) is { } result)
        {
            var replaced = Substitution.Parameters(method, receiver, arguments)(result);
            if (!ReferenceEquals(replaced, result) || !result.HasParameter) return replaced;
        }

        var isCall = receiver is { HasResult: true } || arguments.Any(a => a is { HasResult: true }) || (method.IsStatic && arguments.Length > 0 && arguments.All(a => a is not null && a.Kind != ValueKeyKind.Function));
        return isCall ? ValueKey.Call(method.OriginalDefinition, Inputs(receiver, arguments)) : ValueKey.Opaque(syntax);
    }

    private static ImmutableArray<ValueKey> Inputs(ValueKey? receiver, ImmutableArray<ValueKey?> arguments)
    {
        var inputs = ImmutableArray.CreateBuilder<ValueKey>(arguments.Length + 1);
        if (receiver is not null) inputs.Add(receiver);
        foreach (var argument in arguments)
        {
            if (argument is not null) inputs.Add(argument);
        }

        return inputs.ToImmutable();
    }

    /// <summary>The condition behind an access of a member of a value.</summary>
    public static ValueKey Member(ValueKey receiver, ISymbol member) => receiver.Kind == ValueKeyKind.List && member is IFieldSymbol element && ElementOf(element) is var index && index >= 0 && index < receiver.Parts.Length ? receiver.Parts[index] : receiver.Field(ObjectShape.NameOf(member)) ?? ValueKey.Member(receiver, member);

    // Item1, or the name that stands for it.
    private static int ElementOf(IFieldSymbol field) =>
        field.ContainingType is { IsTupleType: true } && (field.CorrespondingTupleField ?? field).Name is var name && name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : -1;

    private static bool IsJsonObject(string text) => text.Length > 1 && text.TrimStart().StartsWith("{", StringComparison.Ordinal);

    private static IConditionalAccessOperation? AccessOf(IOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && !access.Operation.Syntax.Span.Contains(instance.Syntax.Span)) return access;
        }

        return null;
    }

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
        if (reference.Arguments.IsEmpty)
        {
            if (receiver.Kind == ValueKeyKind.Object && receiver.Field(ObjectShape.NameOf(property)) is null && model.SimpleResult(property) is { } computed) return OfObject(computed, receiver);
            if (IsText(property.Type) && reference.Instance is IInstanceReferenceOperation && model.Initializer(property) is { } initializer
                && Evaluate(initializer, PathState.Empty) is { Kind: ValueKeyKind.Constant } constant && (property.SetMethod is null || IsAddress(constant))) return constant;
            if (IsText(property.Type) && reference.Instance is IInstanceReferenceOperation && model.ConstructorText(property) is { } text) return ValueKey.Constant(text);
            var member = Member(receiver, property);
            if (member.Kind != ValueKeyKind.Member || state.Calls.IsEmpty) return member;
            if (state.Values.TryGetValue(member, out var kept)) return kept;

            // A property that is computed from one in which an answer is kept tells of that answer.
            return model.SimpleResult(property) is { } simple && Computed(simple, receiver, state) is { HasResult: true } told ? told : member;
        }

        var arguments = EvaluateAll(reference.Arguments, state);
        if (arguments is [{ Datum: string name }] && receiver.Field(name) is { } field) return field;
        return ValueKey.Indexer(receiver, property, arguments);
    }

    private static ValueKey OfObject(ValueKey computed, ValueKey receiver) => computed.Replace(k => k.Kind == ValueKeyKind.This ? receiver : null);

    private static ValueKey Computed(ValueKey computed, ValueKey receiver, PathState state) =>
        OfObject(computed, receiver).Replace(k => k.Kind == ValueKeyKind.Member && state.Values.TryGetValue(k, out var part) ? part : null);

    // A text that can be set is rarely what it began with, but an address mostly is.
    private static bool IsAddress(ValueKey constant) => constant.Datum is string text && text.Contains("://");

    private static bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type.Name == "Uri";

    private ValueKey OfBinary(IBinaryOperation binary, PathState state)
    {
        var left = Evaluate(binary.LeftOperand, state);
        var right = Evaluate(binary.RightOperand, state);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Add when binary.Type?.SpecialType == SpecialType.System_String:
                var concat = ValueKey.Concat([left, right]);
                return JsonText.Read(concat) ?? concat;
            case BinaryOperatorKind.Equals: return ValueKey.Compare("==", left, right);
            case BinaryOperatorKind.NotEquals: return ValueKey.Compare("!=", left, right);
            case BinaryOperatorKind.LessThan: return ValueKey.Compare("<", left, right);
            case BinaryOperatorKind.LessThanOrEqual: return ValueKey.Compare("<=", left, right);
            case BinaryOperatorKind.GreaterThan: return ValueKey.Compare(">", left, right);
            case BinaryOperatorKind.GreaterThanOrEqual: return ValueKey.Compare(">=", left, right);
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And when binary.Type?.SpecialType == SpecialType.System_Boolean: return ValueKey.And(left, right);
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or when binary.Type?.SpecialType == SpecialType.System_Boolean: return ValueKey.Or(left, right);
            default: return ValueKey.Opaque(binary.Syntax);
        }
    }

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
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation member, Value: var value }:
                    members.Add(new(ObjectShape.NameOf(member.Member), Evaluate(value, state)));
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: [var name, var value] } when name.Value.ConstantValue.Value is string key:
                    members.Add(new(key, Evaluate(value.Value, state)));
                    break;
            }
        }

        return created.Kind == ValueKeyKind.Object ? created.With(members) : created;
    }
}
