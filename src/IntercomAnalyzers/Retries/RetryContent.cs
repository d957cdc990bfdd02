using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Tells whether a policy, a pipeline or the configuration of one contains a retry. What cannot be seen is presumed to.</summary>
internal sealed class RetryContent(CompilationModel model)
{
    private const int MaximumHops = 4;

    private static readonly string[] Registrations = ["AddResiliencePipeline", "AddKeyedSingleton", "AddKeyedScoped", "AddKeyedTransient"];

    public RetryStrength Of(ExpressionSyntax expression, SemanticModel semanticModel, int hops = 0)
    {
        if (hops > MaximumHops) return RetryStrength.Presumed;
        var calls = expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().ToList();
        var names = calls.Select(NameOf).ToList();
        if (names.Any(IsRetryName)) return RetryStrength.Certain;
        if (expression is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }, ..] } registered && NameOf(registered) == "GetPipeline"
            && semanticModel.GetConstantValue(key, model.CancellationToken) is { HasValue: true, Value: { } name }) return Registered(name, hops);

        if (expression is InvocationExpressionSyntax && semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences.Length: > 0, ReturnsVoid: false } own && own.ReturnType is var made && IsPolicy(made)) return OfSymbol(own, hops);
        var added = Added(calls, semanticModel, hops);
        if (expression is InvocationExpressionSyntax && RootOf(expression) is { } root && semanticModel.GetSymbolInfo(root, model.CancellationToken).Symbol is ILocalSymbol && root.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member)
        {
            var statements = member.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => Concerns(i, root.Identifier.ValueText)).ToList();
            added = Stronger(added, statements.Any(i => IsRetryName(NameOf(i))) ? RetryStrength.Certain : Added(statements, semanticModel, hops));
        }

        if (added == RetryStrength.Certain) return added;
        if (expression is LambdaExpressionSyntax lambda && !names.Any(IsBuilderName))
        {
            var result = lambda.ExpressionBody ?? lambda.Block?.DescendantNodes().OfType<ReturnStatementSyntax>().LastOrDefault()?.Expression;
            return result is null || added == RetryStrength.Presumed ? RetryStrength.Presumed : Of(result, semanticModel, hops + 1);
        }

        if (expression is LambdaExpressionSyntax or InvocationExpressionSyntax && names.Any(IsBuilderName) && !names.Any(n => n is "GetPipeline" or "Get")) return Stronger(added, WrappedIn(expression, calls, semanticModel, hops));
        return OfSymbol(semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol, hops);
    }

    private RetryStrength OfSymbol(ISymbol? symbol, int hops)
    {
        if (symbol is { Name: "Empty", IsStatic: true } && IsPolly(symbol.ContainingNamespace)) return RetryStrength.None;
        if (symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } injected) return Injected(injected, hops);
        if (symbol is not (IFieldSymbol or IPropertySymbol or ILocalSymbol or IMethodSymbol) || symbol.DeclaringSyntaxReferences is not [var reference]) return RetryStrength.Presumed;
        var declaration = reference.GetSyntax(model.CancellationToken);
        if (model.ModelOf(declaration.SyntaxTree) is not { } semanticModel) return RetryStrength.Presumed;
        if (symbol is IMethodSymbol { ReturnsVoid: true }) return InsideOf(declaration, semanticModel, hops);
        var value = declaration switch
        {
            VariableDeclaratorSyntax { Initializer: { } initializer } => initializer.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            MethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
            MethodDeclarationSyntax { Body: { } body } => body.DescendantNodes().OfType<ReturnStatementSyntax>().LastOrDefault()?.Expression,
            _ => null,
        };
        value ??= symbol is IFieldSymbol or IPropertySymbol ? AssignedInConstructor(symbol) : null;
        return value is null || model.ModelOf(value.SyntaxTree) is not { } other ? RetryStrength.Presumed : Of(value, other, hops + 1);
    }

    // [FromKeyedServices("crm")] ResiliencePipeline
    private RetryStrength Injected(IParameterSymbol parameter, int hops) =>
        parameter.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "FromKeyedServicesAttribute")?.ConstructorArguments is [{ Value: { } key }] ? Registered(key, hops) : RetryStrength.Presumed;

    // The pipeline or policy that is registered under a key; presumed when it is registered elsewhere.
    private RetryStrength Registered(object key, int hops)
    {
        foreach (var registration in Registrations.SelectMany(model.InvocationsOf))
        {
            if (model.ModelOf(registration.SyntaxTree) is not { } semanticModel || registration.ArgumentList.Arguments is not [{ Expression: var name }, .., { Expression: var configure }]) continue;
            if (key.Equals(semanticModel.GetConstantValue(name, model.CancellationToken).Value)) return Of(configure, semanticModel, hops + 1);
        }

        return RetryStrength.Presumed;
    }

    // What methods of the project's own add to a builder that they are handed; one that cannot be followed may add anything.
    private RetryStrength Added(IEnumerable<InvocationExpressionSyntax> calls, SemanticModel semanticModel, int hops)
    {
        var added = RetryStrength.None;
        foreach (var call in calls)
        {
            if (semanticModel.GetSymbolInfo(call, model.CancellationToken).Symbol is not IMethodSymbol method) continue;
            method = method.ReducedFrom ?? method;
            if (IsKnown(method.ContainingNamespace) || !method.Parameters.Any(p => p.Type.Name.StartsWith("ResiliencePipelineBuilder", StringComparison.Ordinal) && IsPolly(p.Type.ContainingNamespace))) continue;
            var inside = hops < MaximumHops && method.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(model.CancellationToken) is var declaration && model.ModelOf(declaration.SyntaxTree) is { } other
                ? InsideOf(declaration, other, hops)
                : RetryStrength.Presumed;
            added = Stronger(added, inside);
        }

        return added;
    }

    private RetryStrength InsideOf(SyntaxNode declaration, SemanticModel semanticModel, int hops)
    {
        var calls = declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        return calls.Any(c => IsRetryName(NameOf(c))) ? RetryStrength.Certain : Added(calls, semanticModel, hops + 1);
    }

    // Only strategies that do not retry are in sight; a policy that is wrapped in, or that wraps, may still do.
    private RetryStrength WrappedIn(ExpressionSyntax expression, List<InvocationExpressionSyntax> calls, SemanticModel semanticModel, int hops)
    {
        var inner = expression.DescendantNodes().OfType<ArgumentSyntax>().Select(a => a.Expression)
            .Concat(calls.Where(c => NameOf(c) is "Wrap" or "WrapAsync").Select(c => c.Expression).OfType<MemberAccessExpressionSyntax>().Select(a => a.Expression));
        var found = RetryStrength.None;
        foreach (var part in inner)
        {
            if (part is not (IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax) || semanticModel.GetSymbolInfo(part, model.CancellationToken).Symbol is null or ITypeSymbol) continue;
            if (semanticModel.GetTypeInfo(part, model.CancellationToken).Type is { } type && IsPolicy(type)) found = Stronger(found, Of(part, semanticModel, hops + 1));
        }

        return found;
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

    private static RetryStrength Stronger(RetryStrength one, RetryStrength other) => one > other ? one : other;

    // A call on the local, or one that the local is handed to.
    private static bool Concerns(InvocationExpressionSyntax call, string local) =>
        RootOf(call)?.Identifier.ValueText == local || call.ArgumentList.Arguments.Any(a => a.Expression is IdentifierNameSyntax handed && handed.Identifier.ValueText == local);

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

    private static string NameOf(InvocationExpressionSyntax call) => TreeFacts.CalledName(call)?.Identifier.ValueText ?? "";

    private static bool IsPolly(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer }) space = outer;
        return space is { Name: "Polly", IsGlobalNamespace: false };
    }

    private static bool IsKnown(INamespaceSymbol? space) =>
        IsPolly(space) || space?.ToDisplayString().StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) == true;

    /// <summary>True for a policy or pipeline of Polly.</summary>
    public static bool IsPolicy(ITypeSymbol type) => IsPolly(type.ContainingNamespace) && (type.Name.Contains("Policy") || type.Name.Contains("Pipeline")) && !type.Name.EndsWith("Builder", StringComparison.Ordinal);

    private static bool IsRetryName(string name) => name is "AddRetry" or "Retry" or "RetryAsync" or "RetryForever" or "RetryForeverAsync"
        || name.StartsWith("WaitAndRetry", StringComparison.Ordinal) || name is "AddHttpRetry" or "AddHedging";

    private static bool IsBuilderName(string name) => name is "Build" or "AddPipeline" or "AddTimeout" or "AddCircuitBreaker" or "AddRateLimiter" or "AddConcurrencyLimiter" or "AddFallback"
        or "Timeout" or "TimeoutAsync" or "CircuitBreaker" or "CircuitBreakerAsync" or "AdvancedCircuitBreakerAsync" or "Bulkhead" or "BulkheadAsync" or "NoOp" or "NoOpAsync" or "Wrap" or "WrapAsync" or "Fallback" or "FallbackAsync";
}
