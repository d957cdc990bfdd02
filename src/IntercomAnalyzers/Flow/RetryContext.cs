using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<HttpOrigin, Strength> clients = new();

    // The methods that are handed to an executor by name, by that name: policy.ExecuteAsync(CreateAsync).
    private readonly Lazy<ILookup<string, ExpressionSyntax>> handedOver = new(() => Executors.SelectMany(model.InvocationsOf).SelectMany(e => e.ArgumentList.Arguments).Select(a => a.Expression)
        .Where(e => e is IdentifierNameSyntax or MemberAccessExpressionSyntax).ToLookup(e => e is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : ((IdentifierNameSyntax)e).Identifier.ValueText, StringComparer.Ordinal));

    // What is known of a retry.
    private enum Strength
    {
        None,
        Presumed,
        Certain,
    }

    /// <summary>What tries again when a creation fails, and whether the lookups before it are made again as well.</summary>
    public RetryKind Of(SyntaxNode call, IMethodSymbol? method, IntercomCall intercomCall, ImmutableArray<CreationPath> paths)
    {
        var scopes = Around(call, method, 0);
        if (IsRetriedInside(call)) scopes.Add(new RetryScope(call, call.Span, 0, IsCertain: true));
        if (intercomCall.Origin is HttpOrigin origin && clients.GetOrAdd(origin, o => ByClient(o) switch { null => Strength.None, true => Strength.Certain, false => Strength.Presumed }) is var strength and not Strength.None)
        {
            scopes.Add(new RetryScope(call, call.Span, 0, strength == Strength.Certain));
        }

        if (scopes.Any(s => s.IsCertain && !paths.Any(p => p.Guards.Any(g => g.State.Call.IsPresumed || Repeats(s, g.Site.Syntax))))) return RetryKind.CreateOnly;
        return scopes.Count == 0 ? RetryKind.None : scopes.All(s => s.IsCertain) ? RetryKind.WholeFlow : RetryKind.Presumed;
    }

    // A scope of a caller repeats everything that the called method does.
    private static bool Repeats(RetryScope scope, SyntaxNode lookup) =>
        BodyWalker.BodyAround(lookup) is var body && body == BodyWalker.BodyAround(scope.Node) ? scope.Span.Contains(lookup.Span) : scope.Depth > 0;

    // The retries around a call, here or in every caller.
    private List<RetryScope> Around(SyntaxNode call, IMethodSymbol? method, int depth)
    {
        var scopes = new List<RetryScope>();
        if (model.ModelOf(call.SyntaxTree) is not { } semanticModel) return scopes;
        for (var node = call; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForEachStatementSyntax when RetryLoops.TriesAgain(node, call):
                    scopes.Add(new RetryScope(node, node.Span, depth, IsCertain: true));
                    break;
                case BlockSyntax or CompilationUnitSyntax when RetryLoops.GoesBack(node, call) is { } span:
                    scopes.Add(new RetryScope(node, span, depth, IsCertain: true));
                    break;
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax executor } } function when RunsWithRetry(executor, semanticModel) is { } certain:
                    scopes.Add(new RetryScope(function, function.Span, depth, certain));
                    break;
                case AnonymousFunctionExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } function
                    when semanticModel.GetDeclaredSymbol(variable, model.CancellationToken) is { } symbol && HandedToRetry(variable.FirstAncestorOrSelf<BlockSyntax>(), function, symbol, semanticModel) is { } certain:
                    scopes.Add(new RetryScope(function, function.Span, depth, certain));
                    break;
                case LocalFunctionStatementSyntax local when semanticModel.GetDeclaredSymbol(local, model.CancellationToken) is { } symbol && HandedToRetry(local.Parent, local, symbol, semanticModel) is { } certain:
                    scopes.Add(new RetryScope(local, local.Span, depth, certain));
                    break;
            }

            if (node is BaseTypeDeclarationSyntax) break;
        }

        if (method is null) return scopes;
        while (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction && method.ContainingSymbol is IMethodSymbol outer) method = outer;
        if (method.GetAttributes().Concat(method.ContainingType.GetAttributes()).Any(IsRetryAttribute) && BodyWalker.BodyAround(call) is { } body) scopes.Add(new RetryScope(body, body.Span, depth, IsCertain: true));
        if (depth < MaximumCallerDepth) scopes.AddRange(AroundEveryCaller(method, depth));
        return scopes;
    }

    private IEnumerable<RetryScope> AroundEveryCaller(IMethodSymbol method, int depth)
    {
        var all = new List<RetryScope>();
        foreach (var handed in handedOver.Value[method.Name])
        {
            if (model.ModelOf(handed.SyntaxTree) is not { } semanticModel || handed.Parent?.Parent?.Parent is not InvocationExpressionSyntax executor) continue;
            var symbol = semanticModel.GetSymbolInfo(handed, model.CancellationToken) is var info ? info.Symbol ?? info.CandidateSymbols.FirstOrDefault() : null;
            if (!SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, method.OriginalDefinition)) continue;
            if (RunsWithRetry(executor, semanticModel) is not { } certain) return [];
            all.Add(new RetryScope(executor, executor.Span, depth + 1, certain));
        }

        foreach (var call in model.Callers.CallsOf(method).Where(c => !InsideOf(c, method)))
        {
            if (model.ModelOf(call.SyntaxTree)?.GetEnclosingSymbol(call.SpanStart, model.CancellationToken) is not IMethodSymbol caller) return [];
            var scopes = Around(call, caller, depth + 1);
            if (scopes.Count == 0) return [];
            all.AddRange(scopes);
        }

        return all;
    }

    private static bool InsideOf(SyntaxNode node, IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == node.SyntaxTree && r.Span.Contains(node.Span));

    // The called method is an own helper that tries again by itself.
    private bool IsRetriedInside(SyntaxNode call) =>
        call is InvocationExpressionSyntax invocation && model.ModelOf(call.SyntaxTree)?.GetSymbolInfo(invocation, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference] }
        && Body(reference) is { } body && body.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i =>
            TreeFacts.CalledName(i) is { } name && model.IsClientMethod(name.Identifier.ValueText) && Around(i, null, MaximumCallerDepth).Count > 0);

    private SyntaxNode? Body(SyntaxReference reference) => reference.GetSyntax(model.CancellationToken) is MethodDeclarationSyntax method && model.Compilation.ContainsSyntaxTree(method.SyntaxTree) ? method : null;

    // Null: the client's registration retries nothing. False: it retries, but not surely the post.
    private bool? ByClient(HttpOrigin origin)
    {
        bool? found = null;
        foreach (var call in model.Registrations.Value.BuilderCallsOf(origin.Registration).Concat(model.Registrations.Value.Defaults))
        {
            if (AddsRetry(call) is { } certain) found = found == true || certain;
        }

        if (origin.Handler is { } handler && HandlerRetries(handler) is { } retries) found = found == true || retries;
        return found;
    }

    private bool? AddsRetry(InvocationExpressionSyntax call, int hops = 0)
    {
        var semanticModel = model.ModelOf(call.SyntaxTree);
        switch (TreeFacts.CalledName(call))
        {
            case { Identifier.ValueText: "AddStandardResilienceHandler" or "AddStandardHedgingHandler" }:
                return !ExcludesPosts(call) && !(call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure", Parent: InvocationExpressionSyntax configured } && ExcludesPosts(configured));
            case { Identifier.ValueText: "AddPolicyHandlerFromRegistry" }:
                return false;
            case { Identifier.ValueText: "AddResilienceHandler" or "AddPolicyHandler" or "AddTransientHttpErrorPolicy" }:
                if (semanticModel is null) return false;
                var contents = call.ArgumentList.Arguments.Where(a => a.Expression is not LiteralExpressionSyntax).Select(a => Content(a.Expression, semanticModel, 0)).ToList();
                if (contents.Contains(true)) return !ExcludesPosts(call);
                return contents.Contains(null) ? false : null;
            case GenericNameSyntax { Identifier.ValueText: "AddHttpMessageHandler", TypeArgumentList.Arguments: [var type] }:
                return semanticModel?.GetSymbolInfo(type, model.CancellationToken).Symbol is INamedTypeSymbol handler ? HandlerRetries(handler) : null;
            case { Identifier.ValueText: "AddHttpMessageHandler" }:
                return call.ArgumentList.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
                    .Select(c => semanticModel?.GetTypeInfo(c, model.CancellationToken).Type is INamedTypeSymbol made ? HandlerRetries(made) : null).FirstOrDefault(r => r is not null);
            default:
                // An extension of the project's own that sets up the client.
                return semanticModel?.GetSymbolInfo(call, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference] } own && hops < MaximumHops && (own.ReducedFrom ?? own).Parameters.Any(p => p.Type.Name == "IHttpClientBuilder")
                    ? reference.GetSyntax(model.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().Select(c => AddsRetry(c, hops + 1)).FirstOrDefault(r => r is not null)
                    : null;
        }
    }

    // A configuration that speaks of the method leaves some methods out; which ones is its own business.
    private static bool ExcludesPosts(SyntaxNode configuration) =>
        configuration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText is "DisableForUnsafeHttpMethods" or "DisableFor" or "HttpMethod" or "Method");

    private bool? HandlerRetries(INamedTypeSymbol handler)
    {
        if (handler.DeclaringSyntaxReferences.IsEmpty) return Words.Of(handler.Name).Any(w => w is "Retry" or "Resilience" or "Polly" or "Policy") ? false : null;
        foreach (var declaration in handler.DeclaringSyntaxReferences.Select(r => r.GetSyntax(model.CancellationToken)))
        {
            if (declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => TreeFacts.CalledName(i)?.Identifier.ValueText is "SendAsync" or "Send" && Around(i, null, MaximumCallerDepth).Count > 0)) return !ExcludesPosts(declaration);
        }

        return null;
    }

    // A lambda that is an argument: of a policy's Execute, or of a method that runs its delegates again after a failure. Null: no retry; false: presumed.
    private bool? RunsWithRetry(InvocationExpressionSyntax executor, SemanticModel semanticModel)
    {
        if (semanticModel.GetSymbolInfo(executor, model.CancellationToken).Symbol is not IMethodSymbol method) return null;
        var space = method.ContainingNamespace?.ToDisplayString() ?? "";
        if (Executors.Contains(method.Name) && (space == "Polly" || space.StartsWith("Polly.", StringComparison.Ordinal)))
        {
            return executor.Expression is not MemberAccessExpressionSyntax access ? false : Content(access.Expression, semanticModel, 0) switch { true => true, false => null, null => false };
        }

        if (model.Settings.Methods.IsRetry(method)) return true;
        if (method.DeclaringSyntaxReferences.Length > 0 && model.Implementation(method) is { } implementation) method = implementation;
        if (method.DeclaringSyntaxReferences.IsEmpty) return Words.Contains(method.Name, "Retry") || Words.Contains(method.ContainingType.Name, "Retry") ? false : null;
        return method.DeclaringSyntaxReferences.Any(r => RunsItsDelegatesAgain(r.GetSyntax(model.CancellationToken), method)) ? true : null;
    }

    private bool RunsItsDelegatesAgain(SyntaxNode declaration, IMethodSymbol method)
    {
        var delegates = method.Parameters.Where(p => p.Type.TypeKind == TypeKind.Delegate).Select(p => p.Name).ToList();
        foreach (var name in declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => delegates.Contains(n.Identifier.ValueText)))
        {
            var use = name.FirstAncestorOrSelf<InvocationExpressionSyntax>();
            if (use is not null && Around(use, null, MaximumCallerDepth).Count > 0) return true;
            if (use is not null && TreeFacts.CalledName(use)?.Identifier.ValueText is { } called && Executors.Contains(called)) return true;
        }

        return false;
    }

    // A local function, or a lambda in a local, whose every use is under a retry.
    private bool? HandedToRetry(SyntaxNode? scope, SyntaxNode function, ISymbol symbol, SemanticModel semanticModel)
    {
        if (scope is null) return null;
        var certain = true;
        var uses = scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == symbol.Name && !function.Span.Contains(n.Span)).ToList();
        foreach (var use in uses)
        {
            var retry = use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax executor } ? RunsWithRetry(executor, semanticModel)
                : use.Parent is InvocationExpressionSyntax call && Around(call, null, MaximumCallerDepth) is { Count: > 0 } scopes ? scopes.Any(s => s.IsCertain)
                : null;
            if (retry is null) return null;
            certain &= retry.Value;
        }

        return uses.Count > 0 ? certain : null;
    }

    // Does this policy, pipeline or configuration contain a retry? Null: it cannot be seen.
    private bool? Content(ExpressionSyntax expression, SemanticModel semanticModel, int hops)
    {
        if (hops > MaximumHops) return null;
        var invoked = expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Select(i => TreeFacts.CalledName(i)?.Identifier.ValueText ?? "").ToList();
        if (invoked.Any(IsRetryName)) return true;
        if (expression is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }, ..] } registered && TreeFacts.CalledName(registered)?.Identifier.ValueText == "GetPipeline"
            && semanticModel.GetConstantValue(key, model.CancellationToken) is { HasValue: true, Value: { } name }) return Registered(name, hops);
        if (expression is InvocationExpressionSyntax && RootOf(expression) is { } root && semanticModel.GetSymbolInfo(root, model.CancellationToken).Symbol is ILocalSymbol && root.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && member.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => RootOf(i)?.Identifier.ValueText == root.Identifier.ValueText && IsRetryName(TreeFacts.CalledName(i)?.Identifier.ValueText ?? ""))) return true;
        if (expression is LambdaExpressionSyntax lambda && !invoked.Any(IsBuilderName))
        {
            var result = lambda.ExpressionBody ?? lambda.Block?.DescendantNodes().OfType<ReturnStatementSyntax>().LastOrDefault()?.Expression;
            return result is null ? null : Content(result, semanticModel, hops + 1);
        }

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
        value ??= symbol is IFieldSymbol or IPropertySymbol ? AssignedInConstructor(symbol) : null;
        return value is null || model.ModelOf(value.SyntaxTree) is not { } other ? null : Content(value, other, hops + 1);
    }

    // The pipeline that is registered under a key: its content, or null when it is registered elsewhere.
    private bool? Registered(object key, int hops)
    {
        foreach (var registration in model.InvocationsOf("AddResiliencePipeline"))
        {
            if (model.ModelOf(registration.SyntaxTree) is not { } semanticModel || registration.ArgumentList.Arguments is not [{ Expression: var name }, .., { Expression: var configure }]) continue;
            if (key.Equals(semanticModel.GetConstantValue(name, model.CancellationToken).Value)) return configure.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => IsRetryName(TreeFacts.CalledName(i)?.Identifier.ValueText ?? "")) ? true : Content(configure, semanticModel, hops + 1);
        }

        return null;
    }

    private static IdentifierNameSyntax? RootOf(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case InvocationExpressionSyntax invocation: expression = invocation.Expression; break;
                case MemberAccessExpressionSyntax access: expression = access.Expression; break;
                default: return expression as IdentifierNameSyntax;
            }
        }
    }

    private ExpressionSyntax? AssignedInConstructor(ISymbol member)
    {
        foreach (var constructor in member.ContainingType.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences is not [var reference]) continue;
            foreach (var assignment in reference.GetSyntax(model.CancellationToken).DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                if (assignment.Left is IdentifierNameSyntax { Identifier.ValueText: var name } && name == member.Name) return assignment.Right;
                if (assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access && access.Name.Identifier.ValueText == member.Name) return assignment.Right;
            }
        }

        return null;
    }

    // Only strategies that do not retry are in sight; a policy that is wrapped in may still do.
    private bool? WithoutRetry(ExpressionSyntax expression, SemanticModel semanticModel, int hops)
    {
        foreach (var argument in expression.DescendantNodes().OfType<ArgumentSyntax>())
        {
            if (argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax
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
