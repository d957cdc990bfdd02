using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <content>Interfaces whose implementation a library makes.</content>
internal sealed partial class HttpOrigins
{
    /// <summary>The origin of an interface whose implementation a library makes: what it is made of, or the registration that makes it.</summary>
    public HttpOrigin OfInterface(INamedTypeSymbol contract) => interfaces.GetOrAdd(contract, FindInterface);

    private HttpOrigin FindInterface(INamedTypeSymbol contract)
    {
        var hasVersionHeader = contract.GetAttributes().Any(a => a.AttributeClass?.Name == "HeadersAttribute"
            && a.ConstructorArguments.SelectMany(c => c.Kind == TypedConstantKind.Array ? c.Values.AsEnumerable() : [c]).Any(c => c.Value is string header && header.StartsWith(HttpRegistrations.VersionHeader, StringComparison.OrdinalIgnoreCase)));
        var registration = model.Registrations.Value.ForType(contract);
        var host = registration?.Host ?? HostKind.Unknown;
        var handler = (ExpressionSyntax?)null;
        var isHandMade = false;
        foreach (var made in model.InvocationsOf("For"))
        {
            if (host is HostKind.Intercom or HostKind.Other) break;
            if (model.ModelOf(made.SyntaxTree) is not { } semanticModel || made.ArgumentList.Arguments is not [{ Expression: var source }, ..]) continue;
            if (semanticModel.GetSymbolInfo(made, model.CancellationToken).Symbol is not IMethodSymbol { TypeArguments: [INamedTypeSymbol type] } || !SymbolEqualityComparer.Default.Equals(type, contract)) continue;
            if (Value(source, semanticModel) is not { } value) continue;
            if (IsText(semanticModel.GetTypeInfo(source, model.CancellationToken).Type))
            {
                host = HttpAddress.HostOf(value);
                isHandMade = true;
                if (made.ArgumentList.Arguments is [_, { Expression: var settings }, ..] && Value(settings, semanticModel)?.Field("HttpMessageHandlerFactory")?.Datum is ExpressionSyntax factory) handler ??= factory;
            }
            else if (semanticModel.GetEnclosingSymbol(made.SpanStart, model.CancellationToken)?.ContainingType is { } around)
            {
                var origin = Of(value, around);
                host = origin.Host;
                hasVersionHeader |= origin.HasVersionHeader;
                registration ??= origin.Registration;
                handler ??= origin.Handler;
                isHandMade |= origin.IsHandMade;
            }
        }

        return new HttpOrigin(host, (hasVersionHeader || registration is { HasVersionHeader: true }) && host != HostKind.Other, host == HostKind.Unknown && IsIntercomName(contract.Name), registration)
        {
            Handler = handler,
            IsHandMade = isHandMade && registration is null,
        };
    }
}
