using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// The blocks of a graph whose test for null is to be remembered: one that another block makes as well (<c>if (email != null) search; if (email != null) send</c>), and one of an identifier, which is not sent where it
/// is null. Other tests are not, because each one that is remembered doubles the paths.
/// </summary>
internal static class RepeatedTests
{
    public static bool[] Of(ControlFlowGraph graph)
    {
        var repeated = new bool[graph.Blocks.Length];
        Dictionary<string, int>? first = null;
        foreach (var block in graph.Blocks)
        {
            if (block.ConditionKind == ControlFlowConditionKind.None || Tested(block.BranchValue) is not { } tested) continue;
            if (IsIdentifier(tested)) repeated[block.Ordinal] = true;
            first ??= new(StringComparer.Ordinal);
            if (!first.TryGetValue(tested, out var before))
            {
                first.Add(tested, block.Ordinal);
                continue;
            }

            repeated[before] = true;
            repeated[block.Ordinal] = true;
        }

        return repeated;
    }

    private static string? Tested(IOperation? condition) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Tested(not.Operand),
        IIsNullOperation isNull => Text(isNull.Operand),
        IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation } pattern => Text(pattern.Value),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when IsNull(binary.RightOperand) => Text(binary.LeftOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary when IsNull(binary.LeftOperand) => Text(binary.RightOperand),
        IInvocationOperation { TargetMethod.Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", Arguments: [var argument] } => Text(argument.Value),
        _ => null,
    };

    private static bool IsIdentifier(string place) => Identifier.FromName(place.Substring(place.LastIndexOf('.') + 1)) is Identifier.Email or Identifier.ExternalId;

    private static bool IsNull(IOperation operand) => operand.ConstantValue is { HasValue: true, Value: null };

    // Only places: what a call answers may be another thing the next time.
    private static string? Text(IOperation operand)
    {
        while (operand is IConversionOperation conversion) operand = conversion.Operand;
        return operand is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IFlowCaptureReferenceOperation ? operand.Syntax.ToString() : null;
    }
}
