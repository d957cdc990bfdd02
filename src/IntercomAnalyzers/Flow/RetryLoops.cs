using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Flow;

/// <summary>Recognises hand-made retries: a loop, or a jump back, that makes another attempt after a failure.</summary>
internal static class RetryLoops
{
    /// <summary>
    /// True when the loop repeats the call for the same work after a failure. A loop over items is no retry: its next pass is about somebody else.
    /// </summary>
    public static bool TriesAgain(SyntaxNode loop, SyntaxNode call)
    {
        if (loop is ForEachStatementSyntax forEach && !IsSchedule(forEach.Expression)) return false;
        var body = loop switch
        {
            ForStatementSyntax f => f.Statement,
            WhileStatementSyntax w => w.Statement,
            DoStatementSyntax d => d.Statement,
            ForEachStatementSyntax e => e.Statement,
            _ => null,
        };
        if (body is null || !body.Span.Contains(call.Span)) return false;
        if (TakesNextItem(loop, body) || !IsAboutOneThing(loop, call)) return false;

        // A failure that is caught inside the loop, in a handler that lets it go on, leads to another attempt.
        foreach (var attempt in call.Ancestors().TakeWhile(a => a != loop).OfType<TryStatementSyntax>())
        {
            if (attempt.Block.Span.Contains(call.Span) && attempt.Catches.Any(c => !AlwaysLeaves(c.Block)) && LeavesAfterSuccess(body, call)) return true;
        }

        // Success leaves the loop; any other status goes round again.
        return loop.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => (n.SpanStart > call.Span.End || !body.Span.Contains(n.Span)) && IsStatusName(n.Identifier.ValueText)) && LeavesAfterSuccess(body, call);
    }

    // About one piece of work: it is left after a success, it counts attempts, or it waits for something that its body sets. A loop that waits for the next message does none of these.
    private static bool IsAboutOneThing(SyntaxNode loop, SyntaxNode call)
    {
        var condition = loop switch { ForStatementSyntax f => f.Condition, WhileStatementSyntax w => w.Condition, DoStatementSyntax d => d.Condition, _ => null };
        if (loop is ForEachStatementSyntax) return true;
        if (condition is not null && condition.DescendantNodesAndSelf().Any(n => n.IsKind(SyntaxKind.LessThanExpression) || n.IsKind(SyntaxKind.LessThanOrEqualExpression) || n.IsKind(SyntaxKind.GreaterThanExpression))) return true;
        var awaited = condition?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText).ToList() ?? [];
        if (loop.DescendantNodes().Any(n => n is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } && awaited.Contains(target.Identifier.ValueText))) return true;
        return loop.DescendantNodes().Any(n => n is ReturnStatementSyntax or BreakStatementSyntax && n.Span.End > call.SpanStart && !n.Ancestors().TakeWhile(a => a != loop).OfType<CatchClauseSyntax>().Any());
    }

    /// <summary>What a <c>goto</c> behind the call repeats by leading back to a label before it, or null.</summary>
    public static TextSpan? GoesBack(SyntaxNode block, SyntaxNode call)
    {
        var statements = block is BlockSyntax b ? b.Statements : block.ChildNodes().OfType<GlobalStatementSyntax>().Select(g => g.Statement);
        foreach (var label in statements.OfType<LabeledStatementSyntax>().Where(l => l.SpanStart <= call.SpanStart))
        {
            var back = block.DescendantNodes().OfType<GotoStatementSyntax>().LastOrDefault(g =>
                g.Expression is IdentifierNameSyntax target && target.Identifier.ValueText == label.Identifier.ValueText && g.SpanStart > call.SpanStart);
            if (back is not null) return TextSpan.FromBounds(label.SpanStart, back.Span.End);
        }

        return null;
    }

    private static bool TakesNextItem(SyntaxNode loop, StatementSyntax body)
    {
        if (loop is ForStatementSyntax { Incrementors: [var step, ..] } counted)
        {
            // The counter picks an item: items[i].
            var counter = counted.Declaration?.Variables.FirstOrDefault()?.Identifier.ValueText;
            return counter is not null && body.DescendantNodes().OfType<ElementAccessExpressionSyntax>().Any(e => e.ArgumentList.Arguments.Any(a => a.Expression is IdentifierNameSyntax i && i.Identifier.ValueText == counter));
        }

        var condition = loop switch { WhileStatementSyntax w => w.Condition, DoStatementSyntax d => d.Condition, _ => null };
        return condition is not null && condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Any(i => TreeFacts.CalledName(i)?.Identifier.ValueText is { } name && (name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("Try", StringComparison.Ordinal) || name.StartsWith("MoveNext", StringComparison.Ordinal) || name.StartsWith("WaitTo", StringComparison.Ordinal)));
    }

    private static bool AlwaysLeaves(BlockSyntax handler) =>
        handler.Statements.LastOrDefault() is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax
        && !handler.DescendantNodes().OfType<ContinueStatementSyntax>().Any();

    private static bool LeavesAfterSuccess(StatementSyntax body, SyntaxNode call) =>
        body.DescendantNodes().Any(n => n is ReturnStatementSyntax or BreakStatementSyntax && n.Span.End > call.SpanStart)
        || body.Parent is DoStatementSyntax or WhileStatementSyntax { Condition: not LiteralExpressionSyntax } or ForStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } };

    private static bool IsStatusName(string name) => name is "IsSuccessStatusCode" or "StatusCode" or "IsSuccessful" or "TooManyRequests";

    // foreach (var wait in new[] { 1, 2, 4 }): a list of pauses.
    private static bool IsSchedule(ExpressionSyntax items) =>
        (items.ToString() is var text && (text.Contains("Range(") || text.Contains("elay"))) || (items is ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or CollectionExpressionSyntax
            && items.DescendantNodes().OfType<LiteralExpressionSyntax>().Any() && items.DescendantNodes().OfType<LiteralExpressionSyntax>().All(l => l.IsKind(SyntaxKind.NumericLiteralExpression)));
}
