using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>Finds out where an HTTP client came from: what its class, its construction and its registration say about the host. Thread-safe.</summary>
internal sealed partial class HttpOrigins(CompilationModel model)
{
    private const int MaximumHops = 4;

    /// <summary>The member of a client made in sight that holds where it is made.</summary>
    public const string Creation = "<creation>";

    // A door station, a LAN intercom or a telephone system is no customer messaging service.
    private static readonly string[] OtherIntercoms = ["Door", "Panel", "Device", "Gate", "Extension", "Pipe", "Lan", "Pbx", "Sip", "Station"];

    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal) { "HttpClient", "CreateClient", "HttpMessageInvoker", "RestClient", "FlurlClient", "WebClient" };

    private static readonly HashSet<string> ClientTypes = new(StringComparer.Ordinal) { "HttpClient", "HttpMessageInvoker", "RestClient", "IRestClient", "FlurlClient", "IFlurlClient", "WebClient" };

    private readonly ConcurrentDictionary<INamedTypeSymbol, TypeFacts> types = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<(ValueKey Client, ISymbol Type), HttpOrigin> origins = new();
    private readonly ConcurrentDictionary<INamedTypeSymbol, HttpOrigin> interfaces = new(SymbolEqualityComparer.Default);

    /// <summary>The origin of the client that a call runs on. Asked once per path, found out once per client.</summary>
    public HttpOrigin Of(ValueKey? client, INamedTypeSymbol? containingType, SyntaxNode? call = null)
    {
        if (containingType is null) return HttpOrigin.Unknown;
        var key = (client ?? ValueKey.Null, containingType);
        if (!origins.TryGetValue(key, out var origin)) origin = origins.GetOrAdd(key, Find(client, containingType));
        return call is not null && origin is { HasVersionHeader: false, Host: not HostKind.Other } && types.TryGetValue(containingType, out var facts) && facts.VersionedMembers.Any(m => m.SyntaxTree == call.SyntaxTree && m.Span.Contains(call.Span))
            ? origin with { HasVersionHeader = true }
            : origin;
    }

    private HttpOrigin Find(ValueKey? client, INamedTypeSymbol containingType)
    {
        var registrations = model.Registrations.Value;
        var facts = types.GetOrAdd(containingType, Read);
        var trail = new Trail();
        if (client is not null) Explore(client, facts, trail, 0);
        trail.Registration ??= registrations.ForType(containingType);
        if (trail.Parameter is { } inherited && !SymbolEqualityComparer.Default.Equals(inherited.ContainingType, containingType) && model.BaseArgument(containingType, inherited) is { } handed && model.ModelOf(handed.SyntaxTree) is { } handing && Value(handed, handing) is { } given)
        {
            trail.Parameter = null;
            Explore(given, facts, trail, 1);
        }

        if (trail is { Registration: null, IsHandMade: false, Parameter: { } parameter }) ExploreCreations(parameter, trail);
        if (trail.Host is null or HostKind.Unknown && trail.Registration is { } registration)
        {
            trail.Host = registration.Host;
        }

        if (trail.Host is null or HostKind.Unknown && trail.Registration is null && client is not null && registrations.OfService(TypeOf(client)) is { } made)
        {
            // The container makes this client: there is one way only in which the project makes it.
            Explore(made, facts, trail, MaximumHops);
        }

        var host = trail.Host ?? HostKind.Unknown;
        var names = facts.Names.Concat(trail.Registration is { Name: { } name } ? [name] : []).Concat(trail.Registration is { } registered ? registered.Options : ImmutableArray<string>.Empty);
        return new HttpOrigin(host, (facts.HasVersionHeader || trail.HasVersionHeader || trail.Registration is { HasVersionHeader: true }) && host != HostKind.Other, host == HostKind.Unknown && names.Any(IsIntercomName), trail.Registration)
        {
            Handler = trail.Handler,
            IsHandMade = trail.IsHandMade,
            IsNameUnknown = trail.IsNameUnknown,
        };
    }

    // The class is made by the project itself, which hands the client over: new Contacts(factory.CreateClient("intercom")). What all of these places agree on holds.
    private void ExploreCreations(IParameterSymbol parameter, Trail trail)
    {
        var found = new List<Trail>();
        foreach (var (argument, semanticModel) in model.ConstructorArguments(parameter))
        {
            if (semanticModel.GetEnclosingSymbol(argument.SpanStart, model.CancellationToken)?.ContainingType is not { } around || Value(argument, semanticModel) is not { } value) return;
            var one = new Trail();
            Explore(value, types.GetOrAdd(around, Read), one, 1);
            found.Add(one);
        }

        if (found.Count == 0) return;
        if (found.TrueForAll(f => f.Host == found[0].Host) && found[0].Host is { } host) trail.Host = Stronger(trail.Host, host);
        trail.HasVersionHeader |= found.TrueForAll(f => f.HasVersionHeader);
        trail.Registration = found.Select(f => f.Registration).FirstOrDefault(r => r is not null);
        trail.Handler = found.Select(f => f.Handler).FirstOrDefault(h => h is not null);
        trail.IsHandMade = found.TrueForAll(f => f.IsHandMade);
        trail.IsNameUnknown = found.Exists(f => f.IsNameUnknown);
    }

    private static bool IsIntercomName(string name)
    {
        var words = Words.Of(name).ToList();
        return words.Contains("Intercom", StringComparer.OrdinalIgnoreCase) && !words.Any(w => OtherIntercoms.Contains(w, StringComparer.OrdinalIgnoreCase));
    }

    // new HttpClient(new RetryHandler()), new RestClient(new RestClientOptions(…) { ConfigureMessageHandler = inner => new RetryHandler(inner) })
    private ExpressionSyntax? HandlerOf(ValueKey client)
    {
        if (client.Kind != ValueKeyKind.Object) return null;
        if (client.Parts.Select(p => p.Field("ConfigureMessageHandler")).FirstOrDefault(f => f is not null)?.Datum is ExpressionSyntax configuring) return configuring;
        return client.Field(Creation)?.Datum is BaseObjectCreationExpressionSyntax { ArgumentList: { } list } creation && model.ModelOf(creation.SyntaxTree) is { } semanticModel
            ? list.Arguments.Select(a => a.Expression).FirstOrDefault(e => semanticModel.GetTypeInfo(e, model.CancellationToken).Type.IsMessageHandler())
            : null;
    }

    private void Explore(ValueKey client, TypeFacts facts, Trail trail, int hops)
    {
        if (hops > MaximumHops) return;
        trail.HasVersionHeader |= facts.Versioned.Contains(client);
        if (client.Kind is ValueKeyKind.Symbol or ValueKeyKind.Member or ValueKeyKind.Object && ClassOf(client) is { DeclaringSyntaxReferences.IsEmpty: false } derived && derived.BaseType is { Name: "HttpClient" })
        {
            // A class of the project that is an HttpClient sets itself up.
            var set = types.GetOrAdd(derived, Read);
            trail.HasVersionHeader |= set.HasVersionHeader;
            foreach (var (target, host) in set.BaseAddresses)
            {
                if (target.Equals(ValueKey.This)) trail.Host = Stronger(trail.Host, host);
            }
        }

        trail.Handler ??= HandlerOf(client);
        trail.IsHandMade |= client is { Kind: ValueKeyKind.Object, Datum: ObjectShape { Type.Name: "HttpClient" } } || (client is { Kind: ValueKeyKind.Object, Datum: ObjectShape { Type.Name: "FlurlClient" or "RestClient" } } && InnerOf(client) is null);
        foreach (var (target, host) in facts.BaseAddresses)
        {
            if (target.Equals(client)) trail.Host = Stronger(trail.Host, host);
        }

        switch (client.Kind)
        {
            case ValueKeyKind.Symbol when client.SymbolDatum is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter:
                trail.Parameter ??= parameter;
                if (KeyedService(parameter) is { } service) trail.Registration ??= model.Registrations.Value.ForName(service);
                break;
            case ValueKeyKind.Object when BaseOf(client) is { } address:
                trail.Host = Stronger(trail.Host, HttpAddress.HostOf(address));
                break;
            case ValueKeyKind.Object when InnerOf(client) is { } inner:
                Explore(inner, facts, trail, hops + 1);
                break;
            case ValueKeyKind.Member or ValueKeyKind.Symbol when client.SymbolDatum is IFieldSymbol or IPropertySymbol && client.SymbolDatum is { ContainingType: { } owner } member && owner.DeclaringSyntaxReferences.Length > 0 && IsClient(member) && types.GetOrAdd(owner.OriginalDefinition, Read) is var own && !ReferenceEquals(own, facts):
                // The client of another class (a holder, a base class).
                Explore(KeyOf(member), own, trail, hops + 1);
                trail.Registration ??= model.Registrations.Value.ForType(owner);
                break;
            case ValueKeyKind.Call when client.SymbolDatum is IMethodSymbol { Name: "Get" or "GetOrAdd", ContainingType: { } cache } && FlurlRegistrations.IsCache(cache) && client.Parts is [var cached, ..]:
                trail.Registration ??= cached.Datum is string key ? model.Registrations.Value.ForFlurlName(key) : null;
                break;
            case ValueKeyKind.Call when client.SymbolDatum?.Name == "CreateClient" && client.Parts is [var name, ..]:
                trail.Registration ??= name.Datum is string text ? model.Registrations.Value.ForName(text) : null;
                trail.IsNameUnknown |= name.Datum is not string;
                break;
        }

        foreach (var (target, value) in facts.Assignments)
        {
            if (target.Equals(client) && !value.Equals(client)) Explore(value, facts, trail, hops + 1);
        }
    }

    // [FromKeyedServices("intercom")] HttpClient http
    private static string? KeyedService(IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "FromKeyedServicesAttribute")?.ConstructorArguments is [{ Value: string key }] ? key : null;

    private static bool IsText(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String } or { Name: "Uri" };

    private static string? TypeOf(ValueKey value) => ClassOf(value)?.Name;

    private static INamedTypeSymbol? ClassOf(ValueKey value) => value.Datum switch
    {
        ObjectShape shape => shape.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        ILocalSymbol local => local.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    } as INamedTypeSymbol;

    // The HttpClient that a client of a library is made around.
    private static ValueKey? InnerOf(ValueKey client) => client.Parts.FirstOrDefault(p => p.Kind is ValueKeyKind.Object or ValueKeyKind.Symbol or ValueKeyKind.Member && TypeOf(p) is "HttpClient");

    // Under the names of all libraries: HttpClient and WebClient, RestSharp with and without options, Flurl.
    private static ValueKey? BaseOf(ValueKey client) =>
        client.Field("BaseAddress") ?? client.Field("BaseUrl") ?? client.Field("BaseUri") ?? (client.Field("Options") is { Kind: ValueKeyKind.Object } options ? options.Field("BaseUrl") ?? options.Field("BaseUri") : null);

    private static HostKind Stronger(HostKind? known, HostKind found) => known is HostKind.Intercom or HostKind.Other && found == HostKind.Unknown ? known.Value : found;

    // What else is handed to a class says nothing about where its HTTP client leads.
    /// <summary>True for the simple name of a type of options.</summary>
    public static bool IsOptions(string type) => type.EndsWith("Options", StringComparison.Ordinal) || type.EndsWith("Settings", StringComparison.Ordinal) || type.EndsWith("Configuration", StringComparison.Ordinal);

    /// <summary>Words without which no code makes an HTTP client or says where one leads, but for the names of the members that hold clients.</summary>
    public static readonly ImmutableArray<string> ClientWords = Makers.Union(ClientTypes).Concat(["BaseAddress", "BaseUrl", "Version", "DefaultRequestHeaders"]).ToImmutableArray();

    /// <summary>True for the simple name of a type or method that makes an HTTP client.</summary>
    public static bool MakesClient(string name) => Makers.Contains(name);

    /// <summary>True for the simple name of a type of HTTP clients.</summary>
    public static bool IsClientName(string type) => ClientTypes.Contains(type);

    private static bool IsClient(ISymbol symbol) => IsClientName(symbol switch
    {
        IFieldSymbol field => field.Type.Name,
        IPropertySymbol property => property.Type.Name,
        ILocalSymbol local => local.Type.Name,
        IParameterSymbol parameter => parameter.Type.Name,
        _ => "",
    });

    private static ValueKey KeyOf(ISymbol symbol) =>
        symbol is IFieldSymbol or IPropertySymbol && !symbol.IsStatic ? ValueKey.Member(ValueKey.This, symbol) : ValueKey.Symbol(symbol);

    private ValueKey? Key(ExpressionSyntax expression, SemanticModel semanticModel) =>
        semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol is { } symbol ? KeyOf(symbol) : null;

    private ValueKey? Initial(ExpressionSyntax expression, SemanticModel semanticModel) =>
        semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol is ILocalSymbol local && model.Initializer(local) is { } initializer
            ? model.Evaluator.Evaluate(initializer, PathState.Empty)
            : null;

    private ValueKey? Value(ExpressionSyntax expression, SemanticModel semanticModel)
    {
        // The compiler makes the operations of a whole body for one of them: what most constructors say needs none.
        switch (expression)
        {
            case ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "Uri" }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string address } }] }:
                return ValueKey.Constant(address);
            case IdentifierNameSyntax when semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol is IParameterSymbol parameter:
                return ValueKey.Symbol(parameter);
            default:
                return model.OperationOf(expression, semanticModel) is { } operation ? model.Evaluator.Evaluate(operation, PathState.Empty) : null;
        }
    }

    private sealed class Trail
    {
        public HostKind? Host { get; set; }

        public bool HasVersionHeader { get; set; }

        public ExpressionSyntax? Handler { get; set; }

        public bool IsHandMade { get; set; }

        public bool IsNameUnknown { get; set; }

        /// <summary>The parameter of a constructor that brings the client.</summary>
        public IParameterSymbol? Parameter { get; set; }

        public HttpRegistration? Registration { get; set; }
    }

}
