using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>What assignments do to a path: locals, members, captures of the compiler, tuples, and objects that are filled member by member. Serves one graph.</summary>
internal sealed class Assignments(ValueEvaluator evaluator)
{
    private readonly Dictionary<CaptureId, IOperation> capturedPlaces = [];

    /// <summary>The path after an operation that assigns; the same path after any other.</summary>
    public PathState Execute(IOperation operation, PathState state) => operation switch
    {
        IFlowCaptureOperation capture => Capture(state, capture),
        ISimpleAssignmentOperation assignment => AssignFrom(state, assignment.Target, assignment.Value),
        IDeconstructionAssignmentOperation deconstruction => Deconstruct(state, deconstruction.Target, deconstruction.Value),
        ICompoundAssignmentOperation compound => Assign(Renewed(state, compound, ValueKey.Opaque(compound.Syntax)), compound.Target, ValueKey.Opaque(compound.Syntax)),
        IIncrementOrDecrementOperation increment => Step(state, increment),
        IIsPatternOperation pattern => Patterns.Bind(state, evaluator.Evaluate(pattern.Value, state), pattern.Pattern),
        _ => state,
    };

    private PathState Capture(PathState state, IFlowCaptureOperation capture)
    {
        // Whoever reads the capture of a constant argument is told the constant by the compiler; only captures of branches (a ? b : c) have several values.
        if (capture is { Value.ConstantValue.HasValue: true, Syntax.Parent: ArgumentSyntax or AnonymousObjectMemberDeclaratorSyntax }) return state;
        if (capture.Value is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation) capturedPlaces[capture.Id] = capture.Value;
        var value = evaluator.Evaluate(capture.Value, state);
        return Assign(Renewed(state, capture.Value, value), capture.Id, value);
    }

    private static PathState Assign(PathState state, object target, ValueKey value) => state.Set(target, value);

    // A fresh value of the same origin (the next item of a loop) is not the value that was known before; one that is read from a place is.
    private static PathState Renewed(PathState state, IOperation source, ValueKey value)
    {
        while (source is IConversionOperation conversion) source = conversion.Operand;
        if (value.Kind != ValueKeyKind.Opaque || source is ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IFieldReferenceOperation) return state;
        return source is IPropertyReferenceOperation { IsImplicit: false } ? state : state.Forget(value);
    }

    // n++ is worth what n was.
    private PathState Step(PathState state, IIncrementOrDecrementOperation increment)
    {
        var before = increment.IsPostfix ? evaluator.Evaluate(increment.Target, state) : null;
        state = Assign(Renewed(state, increment, ValueKey.Opaque(increment.Syntax)), increment.Target, ValueKey.Opaque(increment.Syntax));
        return before is { Kind: ValueKeyKind.Constant } ? state.Set(increment.Syntax, before) : state;
    }

    private PathState AssignFrom(PathState state, IOperation target, IOperation source)
    {
        var value = evaluator.Evaluate(source, state);
        var assigned = Assign(Renewed(state, source, value), target, value);
        while (source is IConversionOperation conversion) source = conversion.Operand;
        return source is IPropertyReferenceOperation { Property.Name: "Current", IsImplicit: true, Instance: { } enumerator } ? CollectedItems.TakenAgain(CollectedItems.Taken(assigned, source.Syntax, evaluator.Evaluate(enumerator, state), value), source.Syntax, value) : assigned;
    }

    private PathState Deconstruct(PathState state, IOperation target, IOperation value)
    {
        if (target is IDeclarationExpressionOperation declaration) target = declaration.Expression;
        if (value is IConversionOperation conversion) value = conversion.Operand;
        if (target is not ITupleOperation targets) return state;
        var whole = evaluator.Evaluate(value, state);
        var values = whole.Kind == ValueKeyKind.List && whole.Parts.Length == targets.Elements.Length ? whole.Parts : (ImmutableArray<ValueKey>?)null;
        for (var i = 0; i < targets.Elements.Length; i++)
        {
            var element = targets.Elements[i];
            state = element is ITupleOperation && values is null ? Deconstruct(state, element, value) : Assign(state, element, values?[i] ?? ValueKey.Opaque((element.Syntax, "element"), whole.HasResult ? [whole] : []));
        }

        return state;
    }

    private PathState Assign(PathState state, IOperation target, ValueKey value)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                return Assign(state, declaration.Expression, value);
            case ILocalReferenceOperation local:
                return Assign(state, (object)local.Local, value);
            case IParameterReferenceOperation parameter:
                return Assign(state, (object)parameter.Parameter, value);
            case IFlowCaptureReferenceOperation capture:
                // A capture that is assigned (x ??= y) stands for a place.
                if (capturedPlaces.TryGetValue(capture.Id, out var place)) state = Assign(state, place, value);
                return Assign(state, (object)capture.Id, value);
            case IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member:
                return Assign(Forget(state, ValueKey.Member(ValueKey.This, member.Member)), (object)member.Member, value);
            case IDynamicMemberReferenceOperation { Instance: { } dynamicOwner } member:
                return SetMember(state, dynamicOwner, member.MemberName, value, null);
            case IPropertyReferenceOperation { Arguments: [var index], Instance: { } owner } when index.Value.ConstantValue.Value is string key:
                return SetMember(state, owner, key, value, null);
            case IPropertyReferenceOperation { Arguments: [{ Value.Type.SpecialType: SpecialType.System_String }], Instance: { } owner } when evaluator.Evaluate(owner, state) is { Kind: ValueKeyKind.Object }:
                return SetMember(state, owner, Identity.Unreadable, value, null);
            case IMemberReferenceOperation { Instance: { } owner } member:
                return SetMember(state, owner, ObjectShape.NameOf(member.Member), value, member.Member);
            default:
                return state;
        }
    }

    private PathState SetMember(PathState state, IOperation owner, string name, ValueKey value, ISymbol? member)
    {
        while (owner is IConversionOperation conversion) owner = conversion.Operand;
        var current = evaluator.Evaluate(owner, state);
        if (current.Kind == ValueKeyKind.Object) return Filled(state, owner, current.With(name, value));
        if (member is null) return FilledInside(state, owner, name, value);
        var place = ValueKey.Member(current, member);
        state = Forget(state, place);

        // Where an answer is kept, a test of that place is a test of the answer.
        return !state.Calls.IsEmpty && (value.HasResult || value.Kind == ValueKeyKind.Constant) ? state.Set((object)place, value) : state;
    }

    /// <summary>The path on which the object behind a name, or behind a member of another object, has got another member.</summary>
    public PathState Filled(PathState state, IOperation owner, ValueKey filled)
    {
        while (owner is IConversionOperation conversion) owner = conversion.Operand;
        return owner switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } => Assign(state, owner, filled),
            IMemberReferenceOperation { Instance: { } outer } member when evaluator.Evaluate(outer, state) is { Kind: ValueKeyKind.Object } whole => Filled(state, outer, whole.With(ObjectShape.NameOf(member.Member), filled)),
            _ => state,
        };
    }

    /// <summary>The path on which a collection that belongs to an object has got another entry: <c>request.Headers["X"] = …</c>.</summary>
    public PathState FilledInside(PathState state, IOperation owner, string name, ValueKey value)
    {
        if (owner is not IPropertyReferenceOperation { Instance: { } outer, Property: var property } || evaluator.Evaluate(outer, state) is not { Kind: ValueKeyKind.Object } whole) return state;
        var inner = whole.Field(ObjectShape.NameOf(property)) is { Kind: ValueKeyKind.Object } known ? known : ValueKey.Object(ObjectShape.Of(property.Type, []), []);
        return Filled(state, outer, whole.With(ObjectShape.NameOf(property), inner.With(name, value)));
    }

    private static PathState Forget(PathState state, ValueKey changed) =>
        state.Calls.IsEmpty && state.Truths.IsEmpty ? state : state.Forget(changed);
}
