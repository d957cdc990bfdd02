using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>Patterns as conditions over values, and the variables that they declare.</summary>
internal static class Patterns
{
    /// <summary>The condition that a pattern tests; patterns that are not understood become a condition of their own.</summary>
    public static ValueKey Condition(ValueKey value, IPatternOperation pattern, ValueEvaluator evaluator, PathState state)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return ValueKey.Compare("==", value, evaluator.Evaluate(constant.Value, state));
            case INegatedPatternOperation negated:
                return ValueKey.Not(Condition(value, negated.Pattern, evaluator, state));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or:
                return ValueKey.Or(Condition(value, or.LeftPattern, evaluator, state), Condition(value, or.RightPattern, evaluator, state));
            case IBinaryPatternOperation and:
                return ValueKey.And(Condition(value, and.LeftPattern, evaluator, state), Condition(value, and.RightPattern, evaluator, state));
            case IRelationalPatternOperation relational:
                return ValueKey.Compare(Operator(relational.OperatorKind), value, evaluator.Evaluate(relational.Value, state));
            case IDiscardPatternOperation:
            case IDeclarationPatternOperation { MatchesNull: true }:
                return ValueKey.True;
            case IDeclarationPatternOperation:
            case ITypePatternOperation:
                return pattern.NarrowedType.IsValueType ? ValueKey.Compare("!=", value, ValueKey.Null) : NotNullOfType(value, pattern);
            case IRecursivePatternOperation recursive:
                var condition = recursive is { NarrowedType.IsTupleType: true, InputType.IsTupleType: true } ? ValueKey.True : NotNullOfType(value, pattern);
                for (var i = 0; i < recursive.DeconstructionSubpatterns.Length; i++)
                {
                    condition = ValueKey.And(condition, Condition(Position(recursive, value, i), recursive.DeconstructionSubpatterns[i], evaluator, state));
                }

                foreach (var property in recursive.PropertySubpatterns)
                {
                    if (property.Member is IMemberReferenceOperation member)
                    {
                        condition = ValueKey.And(condition, Condition(ValueEvaluator.Member(value, member.Member), property.Pattern, evaluator, state));
                    }
                }

                return condition;
            case IListPatternOperation { LengthSymbol: { } length } list:
                var slices = list.Patterns.Count(p => p is ISlicePatternOperation);
                return ValueKey.Compare(slices > 0 ? ">=" : "==", ValueKey.Member(value, length), ValueKey.Constant(list.Patterns.Length - slices));
            default:
                return ValueKey.Compare("is", value, ValueKey.Opaque(pattern.Syntax));
        }
    }

    /// <summary>The state in which a pattern's variables hold their parts of the value.</summary>
    public static PathState Bind(PathState state, ValueKey value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol }:
                return state.Set(symbol, value);
            case INegatedPatternOperation negated:
                return Bind(state, value, negated.Pattern);
            case IBinaryPatternOperation binary:
                return Bind(Bind(state, value, binary.LeftPattern), value, binary.RightPattern);
            case IRecursivePatternOperation recursive:
                for (var i = 0; i < recursive.DeconstructionSubpatterns.Length; i++) state = Bind(state, Position(recursive, value, i), recursive.DeconstructionSubpatterns[i]);
                foreach (var property in recursive.PropertySubpatterns)
                {
                    if (property.Member is IMemberReferenceOperation member) state = Bind(state, ValueEvaluator.Member(value, member.Member), property.Pattern);
                }

                return recursive.DeclaredSymbol is { } declared ? state.Set(declared, value) : state;
            case IListPatternOperation list:
                for (var i = 0; i < list.Patterns.Length; i++)
                {
                    state = Bind(state, ValueKey.Call(list.InputType, ImmutableArray.Create(value, ValueKey.Constant(i))), list.Patterns[i]);
                }

                return list.DeclaredSymbol is { } whole ? state.Set(whole, value) : state;
            default:
                return state;
        }
    }

    public static string Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        _ => "==",
    };

    // What stands at a position of a tuple, or of a record: its positions are named like its properties.
    private static ValueKey Position(IRecursivePatternOperation recursive, ValueKey value, int index)
    {
        if (value.Kind == ValueKeyKind.List && index < value.Parts.Length) return value.Parts[index];
        var type = recursive.MatchedType;
        if (type is INamedTypeSymbol { IsTupleType: true } tuple && index < tuple.TupleElements.Length) return ValueEvaluator.Member(value, tuple.TupleElements[index]);
        var name = recursive.DeconstructSymbol is IMethodSymbol deconstruct && index < deconstruct.Parameters.Length ? deconstruct.Parameters[index].Name : null;
        return name is not null && type.GetMembers(name).FirstOrDefault() is IPropertySymbol property
            ? ValueEvaluator.Member(value, property)
            : ValueKey.Opaque((recursive.Syntax, index), value.HasResult ? [value] : []);
    }

    // A test for a narrower type is no mere null test: its failure says nothing about null.
    private static ValueKey NotNullOfType(ValueKey value, IPatternOperation pattern) =>
        SymbolEqualityComparer.Default.Equals(pattern.NarrowedType, pattern.InputType) || (value.HasResult && value.Kind != ValueKeyKind.Object)
            ? ValueKey.Compare("!=", value, ValueKey.Null)
            : ValueKey.Compare("is", value, ValueKey.Symbol(pattern.NarrowedType));
}
