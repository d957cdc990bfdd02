using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Retries;

/// <summary>Recognises hand-made retries: a loop, or a jump back, that makes another attempt after a failure.</summary>
internal static class RetryLoops
{
    /// <summary>
    /// Whether the loop repeats the call for the same work after a failure. A loop over items is no retry: its next pass is about somebody else.
    /// </summary>
    public static RetryStrength TriesAgain(SyntaxNode loop, SyntaxNode call)
    {
        var (body, condition) = loop switch
        {
            ForStatementSyntax f => (f.Statement, f.Condition),
            WhileStatementSyntax w => (w.Statement, w.Condition),
            DoStatementSyntax d => (d.Statement, d.Condition),
            CommonForEachStatementSyntax e => (e.Statement, null),
            _ => ((StatementSyntax?)null, (ExpressionSyntax?)null),
        };
        if (body is null || !(body.Span.Contains(call.Span) || condition?.Span.Contains(call.Span) == true)) return RetryStrength.None;
        var isByAnswer = RetryAnswers.Decide(loop, body, call);
        if (!isByAnswer && !(body.Span.Contains(call.Span) && IsAboutOneThing(loop, condition, call) && LeavesAfterSuccess(body, call) && (CatchesInside(loop, call) || TestsStatus(loop, body, call)))) return RetryStrength.None;

        if (loop is CommonForEachStatementSyntax forEach && !IsSchedule(forEach.Expression) && !new RepeatedWork(loop, loop.Span, null).IsPause(forEach)) return RetryStrength.None;
        var strength = new RepeatedWork(loop, loop.Span, condition).Of(loop, call);

        // A call without any input may be about another item each time: while (!TryProcessNext()).
        return strength == RetryStrength.Certain && isByAnswer && !RepeatedWork.InputsOf(call).Any() ? RetryStrength.Presumed : strength;
    }

    /// <summary>What a <c>goto</c> behind the call repeats by leading back to a label before it, or null.</summary>
    public static TextSpan? GoesBack(SyntaxNode block, SyntaxNode call)
    {
        var statements = block is BlockSyntax b ? b.Statements : block.ChildNodes().OfType<GlobalStatementSyntax>().Select(g => g.Statement);
        foreach (var label in statements.OfType<LabeledStatementSyntax>().Where(l => l.SpanStart <= call.SpanStart))
        {
            var back = block.DescendantNodes().OfType<GotoStatementSyntax>().LastOrDefault(g =>
                g.Expression is IdentifierNameSyntax target && target.Identifier.ValueText == label.Identifier.ValueText && g.SpanStart > call.SpanStart);
            if (back is null) continue;
            var span = TextSpan.FromBounds(label.SpanStart, back.Span.End);
            if (new RepeatedWork(block, span, null).Of(block, call) != RetryStrength.None) return span;
        }

        return null;
    }

    // A failure that is caught inside the loop, in a handler that lets it go on, leads to another attempt.
    private static bool CatchesInside(SyntaxNode loop, SyntaxNode call) =>
        call.Ancestors().TakeWhile(a => a != loop).OfType<TryStatementSyntax>().Any(t => t.Block.Span.Contains(call.Span) && t.Catches.Any(c => !AlwaysLeaves(c.Block)));

    // Success leaves the loop; any other status goes round again.
    private static bool TestsStatus(SyntaxNode loop, StatementSyntax body, SyntaxNode call) =>
        loop.DescendantNodes(n => n is not CatchClauseSyntax handler || !AlwaysLeaves(handler.Block)).OfType<IdentifierNameSyntax>().Any(n => (n.SpanStart > call.Span.End || !body.Span.Contains(n.Span)) && IsStatusName(n.Identifier.ValueText));

    // About one piece of work: it is left after a success, it counts attempts, or it waits for something that its body sets. A loop that waits for the next message does none of these.
    private static bool IsAboutOneThing(SyntaxNode loop, ExpressionSyntax? condition, SyntaxNode call)
    {
        if (loop is CommonForEachStatementSyntax) return true;
        if (condition is not null && condition.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Any(IsBound)) return true;
        var awaited = condition?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText).ToList() ?? [];
        if (loop.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.Left switch
        {
            IdentifierNameSyntax target => awaited.Contains(target.Identifier.ValueText),
            MemberAccessExpressionSyntax member => condition?.DescendantNodesAndSelf().Any(n => SyntaxFactory.AreEquivalent(n, member)) == true,
            _ => false,
        })) return true;
        return loop.DescendantNodes().Any(n => n is ReturnStatementSyntax or BreakStatementSyntax && n.Span.End > call.SpanStart && !n.Ancestors().TakeWhile(a => a != loop).OfType<CatchClauseSyntax>().Any());
    }

    // attempt < 3; that a queue is not empty yet is no bound of attempts.
    private static bool IsBound(BinaryExpressionSyntax comparison) =>
        (comparison.IsKind(SyntaxKind.LessThanExpression) || comparison.IsKind(SyntaxKind.LessThanOrEqualExpression) || comparison.IsKind(SyntaxKind.GreaterThanExpression))
        && !(comparison.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" } && comparison.Right is LiteralExpressionSyntax);

    private static bool AlwaysLeaves(BlockSyntax handler) => Leaves(handler) && !handler.DescendantNodes().OfType<ContinueStatementSyntax>().Any();

    private static bool Leaves(StatementSyntax? statement) => statement switch
    {
        BlockSyntax block => Leaves(block.Statements.LastOrDefault()),
        IfStatementSyntax { Else.Statement: var otherwise } branch => Leaves(branch.Statement) && Leaves(otherwise),
        _ => statement is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax,
    };

    private static bool LeavesAfterSuccess(StatementSyntax body, SyntaxNode call) =>
        body.DescendantNodes().Any(n => n is ReturnStatementSyntax or BreakStatementSyntax && n.Span.End > call.SpanStart)
        || body.Parent is DoStatementSyntax or WhileStatementSyntax { Condition: not LiteralExpressionSyntax } or ForStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } };

    /// <summary>True for a member of an answer that tells whether it is a success.</summary>
    public static bool IsStatusName(string name) => name is "IsSuccessStatusCode" or "StatusCode" or "IsSuccessful" or "TooManyRequests";

    // foreach (var attempt in Enumerable.Range(1, 5)), foreach (var wait in new[] { 1, 2, 4 }): a count, or a list of pauses.
    private static bool IsSchedule(ExpressionSyntax items) =>
        items is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Range" } }
        || (items is ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or CollectionExpressionSyntax
            && items.DescendantNodes().OfType<LiteralExpressionSyntax>().Any() && items.DescendantNodes().OfType<LiteralExpressionSyntax>().All(l => l.IsKind(SyntaxKind.NumericLiteralExpression)));
}
