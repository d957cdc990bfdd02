using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Recognises calls that run what they are handed again after a failure: a policy's Execute, or a method of the project's own.</summary>
internal sealed class RetryExecutors(CompilationModel model, RetryContent content, Func<InvocationExpressionSyntax, RetryStrength> retried)
{
    /// <summary>The methods that run a delegate under a policy or pipeline.</summary>
    public static readonly IReadOnlyCollection<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "Execute", "ExecuteAsync", "ExecuteAndCapture", "ExecuteAndCaptureAsync", "ExecuteOutcomeAsync",
    };

    // How many methods hand a delegate on to another one.
    private const int MaximumHops = 3;

    /// <summary>Whether a call tries again what its delegates do.</summary>
    public RetryStrength Strength(InvocationExpressionSyntax executor, SemanticModel semanticModel) => Strength(executor, semanticModel, 0);

    private RetryStrength Strength(InvocationExpressionSyntax executor, SemanticModel semanticModel, int hops)
    {
        // A method group may leave the overload open; any of them tells what the call does.
        var info = semanticModel.GetSymbolInfo(executor, model.CancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method) return RetryStrength.None;
        method = method.ReducedFrom ?? method;
        var space = method.ContainingNamespace?.ToDisplayString() ?? "";
        if (Names.Contains(method.Name) && (space == "Polly" || space.StartsWith("Polly.", StringComparison.Ordinal)))
        {
            return executor.Expression is MemberAccessExpressionSyntax access ? content.Of(access.Expression, semanticModel) : RetryStrength.Presumed;
        }

        if (model.Settings.Methods.IsRetry(method)) return RetryStrength.Certain;
        if (method.DeclaringSyntaxReferences.Length > 0 && model.Implementation(method) is { } implementation) method = implementation;
        if (method.DeclaringSyntaxReferences.IsEmpty) return Words.Contains(method.Name, "Retry") || Words.Contains(method.ContainingType.Name, "Retry") ? RetryStrength.Presumed : RetryStrength.None;
        return method.DeclaringSyntaxReferences.Select(r => RunsItsDelegatesAgain(r.GetSyntax(model.CancellationToken), method, hops)).Max();
    }

    /// <summary>The weakest retry that a local function, or a lambda in a local, is used under; none when any of its uses is under none.</summary>
    public RetryStrength HandedOver(SyntaxNode? scope, SyntaxNode function, ISymbol symbol, SemanticModel semanticModel)
    {
        if (scope is null) return RetryStrength.None;
        var weakest = (RetryStrength?)null;
        foreach (var use in scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == symbol.Name && !function.Span.Contains(n.Span)))
        {
            var strength = use.Parent switch
            {
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax executor } => Strength(executor, semanticModel),
                InvocationExpressionSyntax call => retried(call),
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent: InvocationExpressionSyntax call } access when access.Expression == use => retried(call),
                MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax extension } access when access.Expression == use => Strength(extension, semanticModel),
                _ => RetryStrength.None,
            };
            if (strength == RetryStrength.None) return strength;
            weakest = weakest < strength ? weakest : strength;
        }

        return weakest ?? RetryStrength.None;
    }

    private RetryStrength RunsItsDelegatesAgain(SyntaxNode declaration, IMethodSymbol method, int hops)
    {
        var strongest = RetryStrength.None;
        var delegates = method.Parameters.Where(p => p.Type.TypeKind == TypeKind.Delegate).Select(p => p.Name).ToList();
        foreach (var uses in declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => delegates.Contains(n.Identifier.ValueText)).GroupBy(n => n.Identifier.ValueText))
        {
            var runs = new List<InvocationExpressionSyntax>();
            foreach (var name in uses)
            {
                if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } use) continue;
                var strength = retried(use);
                if (strength == RetryStrength.None && name.Parent is not ArgumentSyntax) runs.Add(use);
                else if (strength == RetryStrength.None && CallsItself(use, method)) runs.Add(use);
                else if (strength == RetryStrength.None && hops < MaximumHops && model.ModelOf(use.SyntaxTree) is { } semanticModel) strength = Strength(use, semanticModel, hops + 1);
                if (strength == RetryStrength.Certain) return strength;
                strongest = strongest > strength ? strongest : strength;
            }

            if (SecondAttempts.Exist(runs)) return RetryStrength.Certain;
        }

        return strongest;
    }

    private bool CallsItself(InvocationExpressionSyntax call, IMethodSymbol method) =>
        model.ModelOf(call.SyntaxTree)?.GetSymbolInfo(call, model.CancellationToken).Symbol is IMethodSymbol target && SymbolEqualityComparer.Default.Equals((target.ReducedFrom ?? target).OriginalDefinition, method.OriginalDefinition);
}
