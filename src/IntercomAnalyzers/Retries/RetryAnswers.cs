using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Recognises loops that go on until a call answers that it has succeeded: a flag, a status, or something instead of nothing.</summary>
internal static class RetryAnswers
{
    // What a condition is about: the success of the call, its failure, or a status that may be either.
    private enum Meaning
    {
        Success,
        Failure,
        Either,
    }

    /// <summary>True when the answer of the call ends the loop, or leads to another attempt.</summary>
    public static bool Decide(SyntaxNode loop, StatementSyntax body, SyntaxNode call)
    {
        if (call is not ExpressionSyntax answer) return false;
        var judgedBefore = new HashSet<string>(StringComparer.Ordinal);
        answer = Outermost(answer);

        // last = await FindAsync(email).Bind(found => found ?? CreateAsync(email)): the chain answers for the call in its lambda.
        while (answer.FirstAncestorOrSelf<LambdaExpressionSyntax>(l => loop.Span.Contains(l.Span)) is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax around } }) answer = ChainOf(around);
        if (answer.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var local } }) return IsTested(local, Meaning.Success);
        if (answer.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var assigned }, Right: var right } && right == answer) return IsTested(assigned, Meaning.Success);
        return Decides(answer, Meaning.Success);

        bool IsTested(string name, Meaning meaning) => loop.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(n => n.Identifier.ValueText == name && (n.SpanStart > call.Span.End || !body.Span.Contains(n.Span)) && Decides(n, meaning));

        bool Decides(ExpressionSyntax tested, Meaning meaning)
        {
            for (SyntaxNode current = tested; current != loop && current.Parent is { } parent; current = parent)
            {
                switch (parent)
                {
                    case ParenthesizedExpressionSyntax:
                    case AwaitExpressionSyntax:
                    case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression }:
                        break;
                    case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }:
                        meaning = Opposite(meaning);
                        break;
                    case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison when Compared(comparison.Left == current ? comparison.Right : comparison.Left) is { } compared:
                        meaning = comparison.IsKind(SyntaxKind.EqualsExpression) ? compared : Opposite(compared);
                        break;
                    case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } or ArgumentListSyntax:
                        break;
                    case ArgumentSyntax or InvocationExpressionSyntax:
                        // answer.IsTransient(), ShouldRetry(answer): a predicate may say either.
                        meaning = Meaning.Either;
                        break;
                    case IsPatternExpressionSyntax pattern when Matched(pattern.Pattern) is { } matched:
                        meaning = matched;
                        break;
                    case IfStatementSyntax branch when branch.Condition == current:
                        return Leaves(branch.Statement) ? meaning != Meaning.Failure : meaning != Meaning.Success && !Throws(branch.Statement) && LeavesLater(branch);
                    case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var judged } } when meaning == Meaning.Either:
                        return judgedBefore.Add(judged) && IsTested(judged, meaning);
                    case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax when parent == loop:
                        return meaning != Meaning.Success;
                    default:
                        return false;
                }
            }

            return false;
        }

        bool LeavesLater(IfStatementSyntax branch) =>
            (branch.Else is { Statement: var otherwise } && Leaves(otherwise)) || body.DescendantNodes().Any(n => n is ReturnStatementSyntax or BreakStatementSyntax && n.SpanStart > branch.Span.End);
    }

    // The expression with the wrappings that do not change what it answers.
    private static ExpressionSyntax Outermost(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression.Parent)
            {
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    expression = (ExpressionSyntax)expression.Parent;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured }:
                    expression = configured;
                    break;
                default:
                    return expression;
            }
        }
    }

    // The whole chain that a call stands in, with its awaits.
    private static ExpressionSyntax ChainOf(ExpressionSyntax call)
    {
        while (Outermost(call) is var outer && outer.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == outer) call = next;
        return Outermost(call);
    }

    private static Meaning Opposite(Meaning meaning) => meaning switch { Meaning.Success => Meaning.Failure, Meaning.Failure => Meaning.Success, _ => meaning };

    // What it means that the answer equals this.
    private static Meaning? Compared(ExpressionSyntax value) => value.Kind() switch
    {
        SyntaxKind.TrueLiteralExpression => Meaning.Success,
        SyntaxKind.FalseLiteralExpression or SyntaxKind.NullLiteralExpression => Meaning.Failure,
        SyntaxKind.SimpleMemberAccessExpression => Meaning.Either,
        _ => null,
    };

    private static Meaning? Matched(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax constant => Compared(constant.Expression),
        UnaryPatternSyntax negated => Matched(negated.Pattern) is { } meaning ? Opposite(meaning) : null,
        BinaryPatternSyntax several => Matched(several.Left),
        RecursivePatternSyntax => Meaning.Success,
        _ => null,
    };

    private static bool Leaves(StatementSyntax statement) => Last(statement) is ReturnStatementSyntax or BreakStatementSyntax;

    private static bool Throws(StatementSyntax statement) => Last(statement) is ThrowStatementSyntax;

    private static StatementSyntax? Last(StatementSyntax statement) => statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement;
}
