using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>Tells whether an HTTP client retries by itself: by its registration, the defaults for all clients, or the handler that it was made with.</summary>
internal sealed class ClientRetries(CompilationModel model, RetryContent content, Func<InvocationExpressionSyntax, bool> isRetried)
{
    private const int MaximumHops = 4;

    private readonly ConcurrentDictionary<HttpOrigin, RetryStrength> clients = new();

    /// <summary>Presumed: the client retries, but not surely its posts.</summary>
    public RetryStrength Of(HttpOrigin origin) => clients.GetOrAdd(origin, Find);

    private RetryStrength Find(HttpOrigin origin)
    {
        var found = RetryStrength.None;

        // Defaults stand before what the registration adds or removes; they do not reach a client that the code makes itself.
        var defaults = origin is { IsHandMade: true, Registration: null } ? ImmutableArray<InvocationExpressionSyntax>.Empty : model.Registrations.Value.Defaults;
        foreach (var call in defaults.Concat(model.Registrations.Value.BuilderCallsOf(origin.Registration)))
        {
            if (TreeFacts.CalledName(call)?.Identifier.ValueText == "RemoveAllResilienceHandlers") found = RetryStrength.None;
            else if (AddsRetry(call) is var added && added > found) found = added;
        }

        return origin.Handler is { } handler && HandlerRetries(handler) is var retries && retries > found ? retries : found;
    }

    private RetryStrength AddsRetry(InvocationExpressionSyntax call, int hops = 0)
    {
        var semanticModel = model.ModelOf(call.SyntaxTree);
        switch (TreeFacts.CalledName(call))
        {
            case { Identifier.ValueText: "AddStandardResilienceHandler" or "AddStandardHedgingHandler" }:
                return UnlessPostsAreExcluded(call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure", Parent: InvocationExpressionSyntax configured } ? configured : call);
            case { Identifier.ValueText: "AddPolicyHandlerFromRegistry" }:
                return RetryStrength.Presumed;
            case { Identifier.ValueText: "AddResilienceHandler" or "AddPolicyHandler" or "AddTransientHttpErrorPolicy" }:
                if (semanticModel is null) return RetryStrength.Presumed;
                var contents = call.ArgumentList.Arguments.Where(a => a.Expression is not LiteralExpressionSyntax).Select(a => content.Of(a.Expression, semanticModel)).DefaultIfEmpty(RetryStrength.None).Max();
                return contents == RetryStrength.Certain ? UnlessPostsAreExcluded(call) : contents;
            case GenericNameSyntax { Identifier.ValueText: "AddHttpMessageHandler", TypeArgumentList.Arguments: [var type] }:
                return semanticModel?.GetSymbolInfo(type, model.CancellationToken).Symbol is INamedTypeSymbol handler ? HandlerRetries(handler) : RetryStrength.None;
            case { Identifier.ValueText: "AddHttpMessageHandler" }:
                return call.ArgumentList.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
                    .Select(c => semanticModel?.GetTypeInfo(c, model.CancellationToken).Type is INamedTypeSymbol made ? HandlerRetries(made) : RetryStrength.None).FirstOrDefault(r => r != RetryStrength.None);
            default:
                // An extension of the project's own that sets up the client.
                return semanticModel?.GetSymbolInfo(call, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference] } own && hops < MaximumHops && (own.ReducedFrom ?? own).Parameters.Any(p => p.Type.Name == "IHttpClientBuilder")
                    ? reference.GetSyntax(model.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().Select(c => AddsRetry(c, hops + 1)).FirstOrDefault(r => r != RetryStrength.None)
                    : RetryStrength.None;
        }
    }

    private RetryStrength HandlerRetries(INamedTypeSymbol handler)
    {
        if (handler.DeclaringSyntaxReferences.IsEmpty) return Words.Of(handler.Name).Any(w => w is "Retry" or "Resilience" or "Polly" or "Policy") ? RetryStrength.Presumed : RetryStrength.None;
        for (var type = handler; type is not null; type = type.BaseType)
        {
            foreach (var declaration in type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(model.CancellationToken)))
            {
                var sends = declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => TreeFacts.CalledName(i)?.Identifier.ValueText is "SendAsync" or "Send").ToList();
                if (sends.Any(isRetried) || SecondAttempts.Exist(sends.Where(s => s.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }).ToList())) return UnlessPostsAreExcluded(declaration);
            }
        }

        return RetryStrength.None;
    }

    private static RetryStrength UnlessPostsAreExcluded(SyntaxNode configuration) =>
        configuration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(SpeaksOfPosts) ? RetryStrength.Presumed : RetryStrength.Certain;

    // A configuration that speaks of the method leaves some methods out; which ones is its own business, unless it names them one by one.
    private static bool SpeaksOfPosts(IdentifierNameSyntax name) => name.Identifier.ValueText switch
    {
        "DisableForUnsafeHttpMethods" => true,
        "DisableFor" => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } excluding
            || !excluding.ArgumentList.Arguments.All(a => a.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "HttpMethod" }, Name.Identifier.ValueText: not "Post" }),
        "HttpMethod" or "Method" => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } around || TreeFacts.CalledName(around)?.Identifier.ValueText != "DisableFor",
        _ => false,
    };
}
