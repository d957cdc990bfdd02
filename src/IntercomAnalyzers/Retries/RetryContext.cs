using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>
/// Tells whether a call runs under a retry: a policy or pipeline around it, a loop of its own, a handler on its client's registration, a job attribute, or the
/// same in every caller. Visible content decides; content that cannot be seen is presumed to retry.
/// </summary>
internal sealed class RetryContext
{
    private const int MaximumCallerDepth = 3;

    private static readonly HashSet<string> RetryAttributes = new(StringComparer.Ordinal)
    {
        "AutomaticRetryAttribute", "FixedDelayRetryAttribute", "ExponentialBackoffRetryAttribute",
    };

    private readonly CompilationModel model;
    private readonly ClientRetries clients;
    private readonly RetryExecutors executors;
    private readonly MethodGroups methodGroups;

    public RetryContext(CompilationModel model)
    {
        this.model = model;
        var content = new RetryContent(model);
        clients = new ClientRetries(model, content, new HandlerRetries(model, content, RetriedHere));
        executors = new RetryExecutors(model, content, RetriedHere);
        methodGroups = new MethodGroups(model);
    }

    /// <summary>What tries again when a creation fails, and whether the lookups before it are made again as well.</summary>
    /// <param name="call">The creation point.</param>
    /// <param name="method">The method around it.</param>
    /// <param name="intercomCall">What it calls.</param>
    /// <param name="paths">The ways to it.</param>
    /// <param name="isRepeatable">A second attempt makes no second contact.</param>
    public RetryKind Of(SyntaxNode call, IMethodSymbol? method, IntercomCall intercomCall, ImmutableArray<CreationPath> paths, bool isRepeatable)
    {
        var around = Around(call, method, ImmutableArray<SyntaxNode>.Empty, 0);
        var scopes = around.Scopes;
        var isComplete = around.IsComplete;
        if (RetriedInside(call) is var inside and not RetryStrength.None) scopes.Add(new RetryScope(call, call.Span, ImmutableArray<SyntaxNode>.Empty, inside));
        if (intercomCall.Origin is HttpOrigin origin && clients.Of(origin) is var strength and not RetryStrength.None) scopes.Add(new RetryScope(call, call.Span, ImmutableArray<SyntaxNode>.Empty, strength));
        isComplete |= scopes.Any(s => s.Node == call) || (call is InvocationExpressionSyntax attempt && BodyWalker.BodyAround(call) is { } body && IsOtherAttempt(attempt, body.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => i.Span.Length == call.Span.Length)));

        // One caller that repeats the create alone does harm whatever the others do; where a repeat is harmless, all of them have to retry.
        if ((isComplete || !isRepeatable) && scopes.Any(s => s.Strength == RetryStrength.Certain && !paths.Any(p => p.Guards.Any(g => g.State.Call.IsPresumed || s.Repeats(g.Site.Syntax))))) return RetryKind.CreateOnly;
        return !isComplete ? RetryKind.None : scopes.All(s => s.Strength == RetryStrength.Certain) ? RetryKind.WholeFlow : RetryKind.Presumed;
    }

    // The retries around a call, here and in its callers.
    private RetrySurroundings Around(SyntaxNode call, IMethodSymbol? method, ImmutableArray<SyntaxNode> called, int depth)
    {
        var scopes = new List<RetryScope>();
        if (model.ModelOf(call.SyntaxTree) is not { } semanticModel) return new(scopes, false);
        for (var node = call; node is not null and not BaseTypeDeclarationSyntax; node = node.Parent)
        {
            switch (node)
            {
                case ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax when RetryLoops.TriesAgain(node, call) is var strength and not RetryStrength.None:
                    scopes.Add(new RetryScope(node, node.Span, called, strength));
                    break;
                case BlockSyntax or CompilationUnitSyntax when RetryLoops.GoesBack(node, call) is { } span:
                    scopes.Add(new RetryScope(node, span, called, RetryStrength.Certain));
                    break;
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax executor } } function when executors.Strength(executor, semanticModel) is var strength and not RetryStrength.None:
                    scopes.Add(new RetryScope(function, function.Span, called, strength));
                    break;
                case AnonymousFunctionExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } function
                    when semanticModel.GetDeclaredSymbol(variable, model.CancellationToken) is { } symbol && executors.HandedOver(variable.FirstAncestorOrSelf<BlockSyntax>(), function, symbol, semanticModel) is var strength and not RetryStrength.None:
                    scopes.Add(new RetryScope(function, function.Span, called, strength));
                    break;
                case LocalFunctionStatementSyntax local when RetryRecursion.CallsItselfAgain(call, local):
                    scopes.Add(new RetryScope(local, local.Span, called, RetryStrength.Certain));
                    break;
                case LocalFunctionStatementSyntax local when AroundCallsOf(local, called) is { Count: > 0 } around:
                    scopes.AddRange(around);
                    break;
                case LocalFunctionStatementSyntax local when semanticModel.GetDeclaredSymbol(local, model.CancellationToken) is { } symbol && executors.HandedOver(local.Parent is GlobalStatementSyntax ? local.Parent.Parent : local.Parent, local, symbol, semanticModel) is var strength and not RetryStrength.None:
                    scopes.Add(new RetryScope(local, local.Span, called, strength));
                    break;
            }
        }

        if (method is null) return new(scopes, scopes.Count > 0);
        while (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction && method.ContainingSymbol is IMethodSymbol outer) method = outer;
        if (BodyWalker.BodyAround(call) is not { } body) return new(scopes, scopes.Count > 0);
        if (method.GetAttributes().Concat(method.ContainingType.GetAttributes()).Any(IsRetryAttribute) || RetryRecursion.CallsItselfAgain(call, body, model.Callers.CallsOf(method))) scopes.Add(new RetryScope(body, body.Span, called, RetryStrength.Certain));
        var isComplete = scopes.Count > 0;
        if (depth < MaximumCallerDepth) isComplete |= AddCallers(scopes, method, body, called.Add(body), depth + 1);
        return new(scopes, isComplete);
    }

    // The retries around the calls of a local function; none when it is used in another way, or under none somewhere.
    private List<RetryScope> AroundCallsOf(LocalFunctionStatementSyntax function, ImmutableArray<SyntaxNode> called)
    {
        if (called.Contains(function)) return [];
        var scopes = new List<RetryScope>();
        var place = function.Parent is GlobalStatementSyntax ? function.Parent.Parent : function.Parent;
        foreach (var use in place!.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == function.Identifier.ValueText && !function.Span.Contains(n.Span)))
        {
            if (use.Parent is not InvocationExpressionSyntax call || call.Expression != use || Around(call, null, called.Add(function), MaximumCallerDepth) is not { Scopes: { Count: > 0 } around }) return [];
            scopes.AddRange(around);
        }

        return scopes;
    }

    // Adds the retries of the callers; true when all of them retry.
    private bool AddCallers(List<RetryScope> scopes, IMethodSymbol method, SyntaxNode body, ImmutableArray<SyntaxNode> called, int depth)
    {
        var isEvery = true;
        var isAny = false;
        foreach (var executor in methodGroups.CallsHanding(method))
        {
            if (model.ModelOf(executor.SyntaxTree) is not { } semanticModel) continue;
            isAny = true;
            if (executors.Strength(executor, semanticModel) is var strength and not RetryStrength.None) scopes.Add(new RetryScope(executor, executor.Span, called, strength));
            else isEvery = false;
        }

        var calls = model.Callers.CallsOf(method);
        foreach (var call in calls)
        {
            if (call.SyntaxTree == body.SyntaxTree && body.Span.Contains(call.Span)) continue;
            isAny = true;
            if (model.ModelOf(call.SyntaxTree)?.GetEnclosingSymbol(call.SpanStart, model.CancellationToken) is not IMethodSymbol caller)
            {
                isEvery = false;
                continue;
            }

            var around = Around(call, caller, called, depth);
            scopes.AddRange(around.Scopes);
            isEvery &= around.IsComplete || IsOtherAttempt(call, calls);
        }

        return isAny && isEvery;
    }

    // Before or after a loop of attempts the same call once more: the first attempt, or the last one, whose failure goes to the caller.
    private bool IsOtherAttempt(InvocationExpressionSyntax call, IEnumerable<InvocationExpressionSyntax> calls) =>
        BodyWalker.BodyAround(call) is { } body && calls.Any(c => c != call && c.SyntaxTree == call.SyntaxTree && BodyWalker.BodyAround(c) == body && SyntaxFactory.AreEquivalent(c, call) && RetriedHere(c) != RetryStrength.None);

    // The strongest retry around a call in its own method.
    private RetryStrength RetriedHere(InvocationExpressionSyntax call)
    {
        var strongest = RetryStrength.None;
        foreach (var scope in Around(call, null, ImmutableArray<SyntaxNode>.Empty, MaximumCallerDepth).Scopes) strongest = scope.Strength > strongest ? scope.Strength : strongest;
        return strongest;
    }

    // The called method is an own helper that tries again by itself.
    private RetryStrength RetriedInside(SyntaxNode call) =>
        call is InvocationExpressionSyntax invocation && model.ModelOf(call.SyntaxTree)?.GetSymbolInfo(invocation, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference] } && Body(reference) is { } body
            ? body.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => TreeFacts.CalledName(i) is { } name && model.IsClientMethod(name.Identifier.ValueText)).Select(RetriedHere).DefaultIfEmpty(RetryStrength.None).Max()
            : RetryStrength.None;

    private SyntaxNode? Body(SyntaxReference reference) => reference.GetSyntax(model.CancellationToken) is MethodDeclarationSyntax method && model.Compilation.ContainsSyntaxTree(method.SyntaxTree) ? method : null;

    private static bool IsRetryAttribute(AttributeData attribute) =>
        attribute.AttributeClass is { } type && RetryAttributes.Contains(type.Name)
        && !attribute.NamedArguments.Any(a => a is { Key: "Attempts", Value.Value: int attempts } && attempts <= 0);
}
