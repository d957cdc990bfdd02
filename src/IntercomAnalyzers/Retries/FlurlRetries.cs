using IntercomAnalyzers.Clients;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Tells whether the project gives Flurl's clients for Intercom, or all of them, a handler that tries again.</summary>
internal sealed class FlurlRetries
{
    private readonly CompilationModel model;
    private readonly HandlerRetries handlers;
    private readonly Lazy<RetryStrength> shared;
    private readonly Lazy<RetryStrength> possible;

    public FlurlRetries(CompilationModel model, HandlerRetries handlers)
    {
        this.model = model;
        this.handlers = handlers;
        shared = new(() => Find(withNamed: false));
        possible = new(() => Find(withNamed: true));
    }

    /// <summary>The retry of all clients that lead to Intercom. A configuration for another host does not count, one without a host does.</summary>
    public RetryStrength Shared => shared.Value;

    /// <summary>The retry of a client that may be any of the named ones as well; never certain where only those retry.</summary>
    public RetryStrength Possible => Shared != RetryStrength.None ? Shared : possible.Value == RetryStrength.None ? RetryStrength.None : RetryStrength.Presumed;

    private RetryStrength Find(bool withNamed)
    {
        var found = RetryStrength.None;
        foreach (var call in model.InvocationsOf("AddMiddleware"))
        {
            if (call.ArgumentList.Arguments is not [{ Expression: var made }] || model.ModelOf(call.SyntaxTree) is not { } semanticModel) continue;
            var isNamed = FlurlRegistrations.IsNamed(call);
            if ((isNamed && !withNamed) || LeadsElsewhere(call, isNamed, semanticModel)) continue;
            var strength = handlers.Of(made);
            found = strength > found ? strength : found;
        }

        return found;
    }

    // The address stands beside the lambda that the call stands in, or in the chain before it, unless that adds one named client after the other.
    private bool LeadsElsewhere(InvocationExpressionSyntax call, bool isNamed, SemanticModel semanticModel)
    {
        foreach (var around in call.AncestorsAndSelf().TakeWhile(n => n is not StatementSyntax).OfType<InvocationExpressionSyntax>())
        {
            foreach (var text in (isNamed ? [] : around.Expression.DescendantNodes()).Concat(around.ArgumentList.Arguments.Select(a => (SyntaxNode)a.Expression)).OfType<ExpressionSyntax>())
            {
                if (semanticModel.GetConstantValue(text, model.CancellationToken).Value is string address && HttpAddress.HostOf(CreationPoints.ValueKey.Constant(address)) == HostKind.Other) return true;
            }
        }

        return false;
    }
}
