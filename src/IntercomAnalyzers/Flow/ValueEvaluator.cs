using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>Turns operations into values, given what a path knows. Reads only; effects are the business of <see cref="Assignments"/> and <see cref="CallEffects"/>.</summary>
internal sealed partial class ValueEvaluator(CompilationModel model)
{
    private static readonly HashSet<string> SameValueMembers = new(StringComparer.Ordinal)
    {
        "ConfigureAwait", "GetAwaiter", "GetResult", "AsTask", "WaitAsync", "Unwrap", "GetValueOrDefault", "ToString", "ToJsonString", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToLowerInvariant", "ToUpper",
        "ToUpperInvariant", "Normalize",
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
            case IConversionOperation { OperatorMethod: { DeclaringSyntaxReferences.Length: > 0 } converting } conversion when model.SimpleResult(converting) is { Kind: ValueKeyKind.Object } converted:
                return Substitution.Parameters(converting, null, ImmutableArray.Create<ValueKey?>(Evaluate(conversion.Operand, state)))(converted);
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
            case IIncrementOrDecrementOperation { IsPostfix: true } increment when state.ResultOf(increment.Syntax) is { } before:
                return before;
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

    private static bool IsJsonObject(string text) => text.Length > 1 && text.TrimStart().StartsWith("{", StringComparison.Ordinal);

    private static IConditionalAccessOperation? AccessOf(IOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access && !access.Operation.Syntax.Span.Contains(instance.Syntax.Span)) return access;
        }

        return null;
    }

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
}
