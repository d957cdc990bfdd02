using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// Tells whether a call runs under a retry: a policy or pipeline around it, a loop of its own, a handler on its client's registration, a job attribute, or the
/// same in every caller. Visible content decides; content that cannot be seen is presumed to retry.
/// </summary>
internal sealed class RetryContext(CompilationModel model)
{
    private const int MaximumCallerDepth = 3;
    private const int MaximumHops = 4;

    private static readonly HashSet<string> Executors = new(StringComparer.Ordinal)
    {
        "Execute", "ExecuteAsync", "ExecuteAndCapture", "ExecuteAndCaptureAsync", "ExecuteOutcomeAsync",
    };

    private static readonly HashSet<string> RetryAttributes = new(StringComparer.Ordinal)
    {
        "AutomaticRetryAttribute", "FixedDelayRetryAttribute", "ExponentialBackoffRetryAttribute",
    };

    public bool IsRetried(SyntaxNode call, IMethodSymbol? method, IntercomCall intercomCall) =>
        (intercomCall.Origin is HttpOrigin origin && IsRetriedByClient(origin)) || IsRetriedAround(call, method, 0) || IsRetriedInside(call);

    private bool IsRetriedAround(SyntaxNode call, IMethodSymbol? method, int depth)
    {
        if (model.ModelOf(call.SyntaxTree) is not { } semanticModel) return false;
        for (var node = call; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForEachStatementSyntax when RetryLoops.TriesAgain(node, call):
                case BlockSyntax block when RetryLoops.GoesBack(block, call):
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax executor } } function when RunsWithRetry(executor, function, semanticModel):
                    return true;
                case LocalFunctionStatementSyntax local when semanticModel.GetDeclaredSymbol(local, model.CancellationToken) is IMethodSymbol symbol && HandedToRetry(local, symbol, semanticModel):
                    return true;
                case BaseTypeDeclarationSyntax:
                    node = node.SyntaxTree.GetRoot(model.CancellationToken);
                    break;
            }
        }

        if (method is null) return false;
        while (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction && method.ContainingSymbol is IMethodSymbol outer) method = outer;
        if (method.GetAttributes().Concat(method.ContainingType.GetAttributes()).Any(IsRetryAttribute)) return true;
        return depth < MaximumCallerDepth && IsRetriedByEveryCaller(method, depth);
    }

    private bool IsRetriedByEveryCaller(IMethodSymbol method, int depth)
    {
        var calls = model.Callers.CallsOf(method).Where(c => !InsideOf(c, method)).ToList();
        return calls.Count > 0 && calls.All(c =>
            model.ModelOf(c.SyntaxTree)?.GetEnclosingSymbol(c.SpanStart, model.CancellationToken) is IMethodSymbol caller && IsRetriedAround(c, caller, depth + 1));
    }

    private static bool InsideOf(SyntaxNode node, IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == node.SyntaxTree && r.Span.Contains(node.Span));

    // The called method is an own helper that tries again by itself.
    private bool IsRetriedInside(SyntaxNode call) =>
        call is InvocationExpressionSyntax invocation && model.ModelOf(call.SyntaxTree)?.GetSymbolInfo(invocation, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference] }
        && Body(reference) is { } body && body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i =>
            TreeFacts.CalledName(i) is { } name && model.ClientMethodNames.Contains(name.Identifier.ValueText) && IsRetriedAround(i, null, MaximumCallerDepth));

    private SyntaxNode? Body(SyntaxReference reference) => reference.GetSyntax(model.CancellationToken) is MethodDeclarationSyntax method && model.Compilation.ContainsSyntaxTree(method.SyntaxTree) ? method : null;

    private bool IsRetriedByClient(HttpOrigin origin)
    {
        var calls = (origin.Registration?.BuilderCalls ?? ImmutableArray<InvocationExpressionSyntax>.Empty).Concat(model.Registrations.Value.Defaults);
        return calls.Any(AddsRetry);
    }

    private bool AddsRetry(InvocationExpressionSyntax call)
    {
        var semanticModel = model.ModelOf(call.SyntaxTree);
        switch (TreeFacts.CalledName(call))
        {
            case { Identifier.ValueText: "AddStandardResilienceHandler" or "AddStandardHedgingHandler" or "AddTransientHttpErrorPolicy" or "AddPolicyHandlerFromRegistry" }:
                return true;
            case { Identifier.ValueText: "AddResilienceHandler" or "AddPolicyHandler" }:
                return semanticModel is null || call.ArgumentList.Arguments.Any(a => Content(a.Expression, semanticModel, 0) != false);
            case GenericNameSyntax { Identifier.ValueText: "AddHttpMessageHandler", TypeArgumentList.Arguments: [var type] }:
                return semanticModel?.GetSymbolInfo(type, model.CancellationToken).Symbol is INamedTypeSymbol handler && HandlerRetries(handler);
            case { Identifier.ValueText: "AddHttpMessageHandler" }:
                return call.ArgumentList.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
                    .Any(c => semanticModel?.GetTypeInfo(c, model.CancellationToken).Type is INamedTypeSymbol handler && HandlerRetries(handler));
            default:
                return false;
        }
    }

    private bool HandlerRetries(INamedTypeSymbol handler)
    {
        if (handler.DeclaringSyntaxReferences.IsEmpty) return Words.Of(handler.Name).Any(w => w is "Retry" or "Resilience" or "Polly" or "Policy");
        return handler.DeclaringSyntaxReferences.Any(r => r.GetSyntax(model.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i =>
            TreeFacts.CalledName(i)?.Identifier.ValueText is "SendAsync" or "Send" && IsRetriedAround(i, null, MaximumCallerDepth)));
    }

    // A lambda that is an argument: of a policy's Execute, or of a method that runs its delegates again after a failure.
    private bool RunsWithRetry(InvocationExpressionSyntax executor, AnonymousFunctionExpressionSyntax function, SemanticModel semanticModel)
    {
        if (semanticModel.GetSymbolInfo(executor, model.CancellationToken).Symbol is not IMethodSymbol method) return false;
        var space = method.ContainingNamespace?.ToDisplayString() ?? "";
        if (Executors.Contains(method.Name) && (space == "Polly" || space.StartsWith("Polly.", StringComparison.Ordinal)))
        {
            return executor.Expression is not MemberAccessExpressionSyntax access || Content(access.Expression, semanticModel, 0) != false;
        }

        if (method.DeclaringSyntaxReferences.IsEmpty) return Words.Contains(method.Name, "Retry") || Words.Contains(method.ContainingType.Name, "Retry");
        return method.DeclaringSyntaxReferences.Any(r => r.GetSyntax(model.CancellationToken) is { } declaration && RunsItsDelegatesAgain(declaration, method));
    }

    private bool RunsItsDelegatesAgain(SyntaxNode declaration, IMethodSymbol method)
    {
        var delegates = method.Parameters.Where(p => p.Type.TypeKind == TypeKind.Delegate).Select(p => p.Name).ToList();
        foreach (var name in declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => delegates.Contains(n.Identifier.ValueText)))
        {
            SyntaxNode? use = name.FirstAncestorOrSelf<InvocationExpressionSyntax>();
            if (use is not null && IsRetriedAround(use, null, MaximumCallerDepth)) return true;
            if (use is InvocationExpressionSyntax passing && TreeFacts.CalledName(passing)?.Identifier.ValueText is { } called && Executors.Contains(called)) return true;
        }

        return false;
    }

    private bool HandedToRetry(LocalFunctionStatementSyntax local, IMethodSymbol symbol, SemanticModel semanticModel)
    {
        var scope = local.Parent;
        if (scope is null) return false;
        var uses = scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == symbol.Name && !local.Span.Contains(n.Span)).ToList();
        return uses.Count > 0 && uses.All(use => use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax executor }
            ? semanticModel.GetSymbolInfo(executor, model.CancellationToken).Symbol is IMethodSymbol method && Executors.Contains(method.Name)
            : use.Parent is InvocationExpressionSyntax call && IsRetriedAround(call, null, MaximumCallerDepth));
    }

    // Does this policy, pipeline or configuration contain a retry? Null: it cannot be seen.
    private bool? Content(ExpressionSyntax expression, SemanticModel semanticModel, int hops)
    {
        if (hops > MaximumHops) return null;
        var invoked = expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Select(i => TreeFacts.CalledName(i)?.Identifier.ValueText ?? "").ToList();
        if (invoked.Any(IsRetryName)) return true;
        if (expression is LambdaExpressionSyntax or InvocationExpressionSyntax && invoked.Any(IsBuilderName) && !invoked.Any(n => n is "AddPipeline" or "GetPipeline" or "Get")) return WithoutRetry(expression, semanticModel, hops);
        var symbol = semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol;
        if (symbol is null or IParameterSymbol) return null;
        if (symbol is not (IFieldSymbol or IPropertySymbol or ILocalSymbol or IMethodSymbol)) return null;
        if (symbol.DeclaringSyntaxReferences is not [var reference]) return null;
        var value = reference.GetSyntax(model.CancellationToken) switch
        {
            VariableDeclaratorSyntax { Initializer: { } initializer } => initializer.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            MethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
            MethodDeclarationSyntax { Body: { } body } => body.DescendantNodes().OfType<ReturnStatementSyntax>().LastOrDefault()?.Expression,
            _ => null,
        };
        return value is null || model.ModelOf(value.SyntaxTree) is not { } other ? null : Content(value, other, hops + 1);
    }

    // Only strategies that do not retry are in sight; a policy that is wrapped in may still do.
    private bool? WithoutRetry(ExpressionSyntax expression, SemanticModel semanticModel, int hops)
    {
        foreach (var argument in expression.DescendantNodes().OfType<ArgumentSyntax>())
        {
            if (argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax
                && semanticModel.GetTypeInfo(argument.Expression, model.CancellationToken).Type is { } type && type.ContainingNamespace?.ToDisplayString().StartsWith("Polly", StringComparison.Ordinal) == true
                && Content(argument.Expression, semanticModel, hops + 1) is not false) return true;
        }

        return false;
    }

    private static bool IsRetryName(string name) => name is "AddRetry" or "Retry" or "RetryAsync" or "RetryForever" or "RetryForeverAsync"
        || name.StartsWith("WaitAndRetry", StringComparison.Ordinal) || name is "AddHttpRetry" or "AddHedging";

    private static bool IsBuilderName(string name) => name is "Build" or "AddTimeout" or "AddCircuitBreaker" or "AddRateLimiter" or "AddConcurrencyLimiter" or "AddFallback"
        or "Timeout" or "TimeoutAsync" or "CircuitBreaker" or "CircuitBreakerAsync" or "AdvancedCircuitBreakerAsync" or "Bulkhead" or "BulkheadAsync" or "NoOp" or "NoOpAsync" or "Wrap" or "WrapAsync" or "Fallback" or "FallbackAsync";

    private static bool IsRetryAttribute(AttributeData attribute) =>
        attribute.AttributeClass is { } type && RetryAttributes.Contains(type.Name)
        && !attribute.NamedArguments.Any(a => a is { Key: "Attempts", Value.Value: int attempts } && attempts <= 0);
}
