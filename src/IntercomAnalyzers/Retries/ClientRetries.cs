using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Retries;

/// <summary>Tells whether an HTTP client retries by itself: by its registration, the defaults for all clients, or the handler that it was made with.</summary>
internal sealed class ClientRetries(CompilationModel model, RetryContent content, HandlerRetries handlers)
{
    private const int MaximumHops = 4;

    private readonly ConcurrentDictionary<HttpOrigin, RetryStrength> clients = new();
    private readonly FlurlRetries flurl = new(model, handlers);

    /// <summary>Presumed: the client retries, but not surely its posts, or not surely this client.</summary>
    public RetryStrength Of(HttpOrigin origin) => clients.GetOrAdd(origin, Find);

    private RetryStrength Find(HttpOrigin origin)
    {
        var registrations = model.Registrations.Value;
        var found = RetryStrength.None;
        if (origin.Registration is not null || !origin.IsHandMade)
        {
            // Defaults stand before what the registration adds or removes; they do not reach a client that the code makes itself, or Flurl.
            var isFlurl = origin.Registration is { IsFlurl: true };
            if (registrations.HasUnseenDefaults && !isFlurl) found = RetryStrength.Presumed;
            foreach (var call in (isFlurl ? ImmutableArray<InvocationExpressionSyntax>.Empty : registrations.Defaults).Concat(registrations.BuilderCallsOf(origin.Registration)))
            {
                if (TreeFacts.CalledName(call)?.Identifier.ValueText == "RemoveAllResilienceHandlers") found = RetryStrength.None;
                else found = Stronger(found, AddsRetry(call));
            }
        }

        if (origin is { Registration: null, IsHandMade: false } && found == RetryStrength.None && registrations.PossibleBuilderCalls(origin.IsNameUnknown).Any(c => AddsRetry(c) != RetryStrength.None)) found = RetryStrength.Presumed;
        if (origin.IsMadeByFlurl) found = Stronger(found, origin is { Registration: null, IsHandMade: false } ? flurl.Possible : flurl.Shared);
        return origin.Handler is { } handler ? Stronger(found, handlers.Of(handler)) : found;
    }

    private RetryStrength AddsRetry(InvocationExpressionSyntax call, int hops = 0)
    {
        var semanticModel = model.ModelOf(call.SyntaxTree);
        switch (TreeFacts.CalledName(call))
        {
            case { Identifier.ValueText: "AddStandardResilienceHandler" or "AddStandardHedgingHandler" }:
                return PostExclusion.Of(call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure", Parent: InvocationExpressionSyntax configured } ? configured : call);
            case { Identifier.ValueText: "AddPolicyHandlerFromRegistry" }:
                return RetryStrength.Presumed;
            case { Identifier.ValueText: "AddResilienceHandler" or "AddPolicyHandler" or "AddTransientHttpErrorPolicy" }:
                if (semanticModel is null) return RetryStrength.Presumed;
                var contents = call.ArgumentList.Arguments.Where(a => a.Expression is not LiteralExpressionSyntax).Select(a => content.Of(a.Expression, semanticModel)).DefaultIfEmpty(RetryStrength.None).Max();
                return contents == RetryStrength.Certain ? PostExclusion.Of(call) : contents;
            case GenericNameSyntax { Identifier.ValueText: "AddHttpMessageHandler" or "ConfigurePrimaryHttpMessageHandler", TypeArgumentList.Arguments: [var type] }:
                return semanticModel?.GetSymbolInfo(type, model.CancellationToken).Symbol is INamedTypeSymbol handler ? handlers.Of(handler) : RetryStrength.None;
            case { Identifier.ValueText: "AddHttpMessageHandler" or "ConfigurePrimaryHttpMessageHandler" or "AddMiddleware" } when call.ArgumentList.Arguments is [{ Expression: var made }]:
                return handlers.Of(made);
            case { Identifier.ValueText: "ConfigureHttpMessageHandlerBuilder" or "ConfigureAdditionalHttpMessageHandlers" }:
                return handlers.Inside(call.ArgumentList);
            default:
                return semanticModel?.GetSymbolInfo(call, model.CancellationToken).Symbol is IMethodSymbol method && TakesBuilder(method) ? OfExtension(method, hops) : RetryStrength.None;
        }
    }

    // An extension that sets up the client: the project's own, a delegate that is handed in, or one of another assembly.
    private RetryStrength OfExtension(IMethodSymbol method, int hops)
    {
        if (method.DeclaringSyntaxReferences is [var reference, ..] && method.MethodKind != MethodKind.DelegateInvoke)
        {
            return hops < MaximumHops
                ? reference.GetSyntax(model.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().Select(c => AddsRetry(c, hops + 1)).DefaultIfEmpty(RetryStrength.None).Max()
                : RetryStrength.Presumed;
        }

        return method.MethodKind == MethodKind.DelegateInvoke || !IsFramework(method.ContainingAssembly.Name) ? RetryStrength.Presumed : RetryStrength.None;
    }

    private static bool TakesBuilder(IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition.Parameters.Any(p => p.Type.Name == "IHttpClientBuilder") || (method.MethodKind == MethodKind.DelegateInvoke && method.Parameters.Any(p => p.Type.Name == "IHttpClientBuilder"));

    private static bool IsFramework(string assembly) => assembly.StartsWith("Microsoft.", StringComparison.Ordinal) || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Refit", StringComparison.Ordinal);

    private static RetryStrength Stronger(RetryStrength one, RetryStrength other) => one > other ? one : other;
}
