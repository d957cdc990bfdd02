using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>Finds out where an HTTP client came from: what its class, its construction and its registration say about the host. Thread-safe.</summary>
internal sealed class HttpOrigins(CompilationModel model)
{
    private const int MaximumHops = 4;

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
        var facts = types.GetOrAdd(containingType, Read);
        var trail = new Trail();
        if (client is not null) Explore(client, facts, trail, 0);
        trail.Registration ??= model.Registrations.Value.ForType(containingType);
        if (trail.Host is null or HostKind.Unknown && trail.Registration is { } registration)
        {
            trail.Host = registration.Host;
        }

        if (trail.Host is null or HostKind.Unknown && trail.Registration is null && client is not null && model.Registrations.Value.OfService(TypeOf(client)) is { } made)
        {
            // The container makes this client: there is one way only in which the project makes it.
            Explore(made, facts, trail, MaximumHops);
        }

        var host = trail.Host ?? HostKind.Unknown;
        var names = facts.Names.Concat(trail.Registration is { Name: { } name } ? [name] : []);
        return new HttpOrigin(host, (facts.HasVersionHeader || trail.HasVersionHeader || trail.Registration is { HasVersionHeader: true }) && host != HostKind.Other, host == HostKind.Unknown && names.Any(IsIntercomName), trail.Registration) { Handler = trail.Handler, IsHandMade = trail.IsHandMade };
    }

    private static bool IsIntercomName(string name)
    {
        var words = Words.Of(name).ToList();
        return words.Contains("Intercom", StringComparer.OrdinalIgnoreCase) && !words.Any(w => OtherIntercoms.Contains(w, StringComparer.OrdinalIgnoreCase));
    }

    // new HttpClient(new RetryHandler()), new RestClient(new RestClientOptions(…) { ConfigureMessageHandler = inner => new RetryHandler(inner) })
    private INamedTypeSymbol? HandlerOf(ValueKey client)
    {
        if (client.Field("handler")?.Datum is ObjectShape { Type: INamedTypeSymbol handler }) return handler;
        if (client.Kind != ValueKeyKind.Object || client.Parts.Select(p => p.Field("ConfigureMessageHandler")).FirstOrDefault(f => f is not null)?.Datum is not SyntaxNode configuring) return null;
        return configuring.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Select(c => model.ModelOf(c.SyntaxTree)?.GetTypeInfo(c, model.CancellationToken).Type).OfType<INamedTypeSymbol>().FirstOrDefault();
    }

    private void Explore(ValueKey client, TypeFacts facts, Trail trail, int hops)
    {
        if (hops > MaximumHops) return;
        trail.HasVersionHeader |= facts.Versioned.Contains(client);
        trail.Handler ??= HandlerOf(client);
        trail.IsHandMade |= client is { Kind: ValueKeyKind.Object, Datum: ObjectShape { Type.Name: "HttpClient" } };
        foreach (var (target, host) in facts.BaseAddresses)
        {
            if (target.Equals(client)) trail.Host = Stronger(trail.Host, host);
        }

        switch (client.Kind)
        {
            case ValueKeyKind.Object when BaseOf(client) is { } address:
                trail.Host = Stronger(trail.Host, HttpAddress.HostOf(address));
                break;
            case ValueKeyKind.Object when client.Parts.FirstOrDefault(p => p.Kind is ValueKeyKind.Object or ValueKeyKind.Symbol or ValueKeyKind.Member && TypeOf(p) is "HttpClient") is { } inner:
                Explore(inner, facts, trail, hops + 1);
                break;
            case ValueKeyKind.Member when client.SymbolDatum is { ContainingType: { } owner } member && owner.DeclaringSyntaxReferences.Length > 0 && IsClient(member) && types.GetOrAdd(owner.OriginalDefinition, Read) is var own && !ReferenceEquals(own, facts):
                // The client of another class (a holder, a base class).
                Explore(KeyOf(member), own, trail, hops + 1);
                trail.Registration ??= model.Registrations.Value.ForType(owner);
                break;
            case ValueKeyKind.Call when client.SymbolDatum?.Name == "CreateClient" && client.Parts is [var name, ..]:
                trail.Registration ??= name.Datum is string text ? model.Registrations.Value.ForName(text) : null;
                break;
        }

        foreach (var (target, value) in facts.Assignments)
        {
            if (target.Equals(client) && !value.Equals(client)) Explore(value, facts, trail, hops + 1);
        }
    }

    /// <summary>The origin of an interface whose implementation a library makes: what it is made of, or the registration that makes it.</summary>
    public HttpOrigin OfInterface(INamedTypeSymbol contract) => interfaces.GetOrAdd(contract, FindInterface);

    private HttpOrigin FindInterface(INamedTypeSymbol contract)
    {
        var hasVersionHeader = contract.GetAttributes().Any(a => a.AttributeClass?.Name == "HeadersAttribute"
            && a.ConstructorArguments.SelectMany(c => c.Kind == TypedConstantKind.Array ? c.Values.AsEnumerable() : [c]).Any(c => c.Value is string header && header.StartsWith(HttpRegistrations.VersionHeader, StringComparison.OrdinalIgnoreCase)));
        var registration = model.Registrations.Value.ForType(contract);
        var host = registration?.Host ?? HostKind.Unknown;
        foreach (var made in model.InvocationsOf("For"))
        {
            if (host is HostKind.Intercom or HostKind.Other) break;
            if (model.ModelOf(made.SyntaxTree) is not { } semanticModel || made.ArgumentList.Arguments is not [{ Expression: var source }, ..]) continue;
            if (semanticModel.GetSymbolInfo(made, model.CancellationToken).Symbol is not IMethodSymbol { TypeArguments: [INamedTypeSymbol type] } || !SymbolEqualityComparer.Default.Equals(type, contract)) continue;
            if (Value(source, semanticModel) is not { } value) continue;
            if (IsText(semanticModel.GetTypeInfo(source, model.CancellationToken).Type))
            {
                host = HttpAddress.HostOf(value);
            }
            else if (semanticModel.GetEnclosingSymbol(made.SpanStart, model.CancellationToken)?.ContainingType is { } around)
            {
                var origin = Of(value, around);
                host = origin.Host;
                hasVersionHeader |= origin.HasVersionHeader;
                registration ??= origin.Registration;
            }
        }

        return new HttpOrigin(host, (hasVersionHeader || registration is { HasVersionHeader: true }) && host != HostKind.Other, host == HostKind.Unknown && IsIntercomName(contract.Name), registration);
    }

    private static bool IsText(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_String } or { Name: "Uri" };

    private static string? TypeOf(ValueKey value) => value.Datum switch
    {
        ObjectShape shape => shape.Type?.Name,
        IParameterSymbol parameter => parameter.Type.Name,
        IFieldSymbol field => field.Type.Name,
        ILocalSymbol local => local.Type.Name,
        IPropertySymbol property => property.Type.Name,
        _ => null,
    };

    // Under the names of all libraries: HttpClient and WebClient, RestSharp with and without options, Flurl.
    private static ValueKey? BaseOf(ValueKey client) =>
        client.Field("BaseAddress") ?? client.Field("BaseUrl") ?? client.Field("BaseUri") ?? (client.Field("Options") is { Kind: ValueKeyKind.Object } options ? options.Field("BaseUrl") ?? options.Field("BaseUri") : null);

    private static HostKind Stronger(HostKind? known, HostKind found) => known is HostKind.Intercom or HostKind.Other && found == HostKind.Unknown ? known.Value : found;

    private TypeFacts Read(INamedTypeSymbol type)
    {
        var addresses = new List<(ValueKey, HostKind)>();
        var assignments = new List<(ValueKey, ValueKey)>();
        var versioned = new List<ValueKey>();
        var versionedMembers = new List<SyntaxNode>();
        var hasVersionHeader = false;

        var clientNames = type.GetMembers().Where(IsClient).Select(m => m.Name).Distinct(StringComparer.Ordinal).ToList();
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var root = reference.GetSyntax(model.CancellationToken);
            if (model.ModelOf(root.SyntaxTree) is not { } semanticModel || model.Facts(root.SyntaxTree) is not { } facts) continue;
            foreach (var node in facts.ClientPlaces(root, clientNames))
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" or "BaseUrl" } left } assignment:
                        if (Key(left.Expression, semanticModel) is { } target && Value(assignment.Right, semanticModel) is { } address)
                        {
                            addresses.Add((target, HttpAddress.HostOf(address)));
                            if (Initial(left.Expression, semanticModel) is { } initial) addresses.Add((initial, HttpAddress.HostOf(address)));
                        }

                        break;
                    case AssignmentExpressionSyntax { Left: TupleExpressionSyntax lefts, Right: TupleExpressionSyntax rights } when lefts.Arguments.Count == rights.Arguments.Count:
                        for (var i = 0; i < lefts.Arguments.Count; i++) Assigned(lefts.Arguments[i].Expression, rights.Arguments[i].Expression, semanticModel);
                        break;
                    case AssignmentExpressionSyntax assignment:
                        Assigned(assignment.Left, assignment.Right, semanticModel);
                        break;
                    case VariableDeclaratorSyntax { Initializer: { } initializer } variable when semanticModel.GetDeclaredSymbol(variable, model.CancellationToken) is { } symbol && IsClient(symbol):
                        if (Value(initializer.Value, semanticModel) is { } value) assignments.Add((KeyOf(symbol), value));
                        break;
                    case PropertyDeclarationSyntax property when semanticModel.GetDeclaredSymbol(property, model.CancellationToken) is { } symbol && IsClient(symbol):
                        if ((property.Initializer?.Value ?? property.ExpressionBody?.Expression) is { } made && Value(made, semanticModel) is { } propertyValue) assignments.Add((KeyOf(symbol), propertyValue));
                        break;
                    case LiteralExpressionSyntax literal:
                        if (literal.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DefaultRequestHeaders" } headers } }
                            && Key(headers.Expression, semanticModel) is { } owner) versioned.Add(owner);
                        else if (literal.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && Sends(member)) versionedMembers.Add(member);
                        else hasVersionHeader = true;
                        break;
                }
            }
        }

        var names = ImmutableArray.CreateBuilder<string>();
        names.Add(type.Name);
        foreach (var constructor in type.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (IsOptions(parameter.Type.Name)) names.Add(parameter.Type.Name);
                if (parameter.Type is INamedTypeSymbol { TypeArguments: [var argument, ..], Name: "IOptions" or "IOptionsMonitor" or "IOptionsSnapshot" }) names.Add(argument.Name);
            }
        }

        return new TypeFacts(addresses, assignments, versioned, versionedMembers, hasVersionHeader, names.ToImmutable());

        void Assigned(ExpressionSyntax left, ExpressionSyntax right, SemanticModel semanticModel)
        {
            if (semanticModel.GetSymbolInfo(left, model.CancellationToken).Symbol is { } symbol && IsClient(symbol) && Value(right, semanticModel) is { } value) assignments.Add((KeyOf(symbol), value));
        }
    }

    // The header of a request that is sent here is no other request's; one that is made here and sent elsewhere may be any.
    private static bool Sends(MemberDeclarationSyntax member) =>
        member.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i => TreeFacts.CalledName(i)?.Identifier.ValueText is "SendAsync" or "Send" || (TreeFacts.CalledName(i)?.Identifier.ValueText is { } name && name.StartsWith("Execute", StringComparison.Ordinal)));

    // What else is handed to a class says nothing about where its HTTP client leads.
    private static bool IsOptions(string type) => type.EndsWith("Options", StringComparison.Ordinal) || type.EndsWith("Settings", StringComparison.Ordinal) || type.EndsWith("Configuration", StringComparison.Ordinal);

    /// <summary>Words without which no code makes an HTTP client or says where one leads, but for the names of the members that hold clients.</summary>
    public static readonly ImmutableArray<string> ClientWords = Makers.Union(ClientTypes).Concat(["BaseAddress", "BaseUrl", "Version"]).ToImmutableArray();

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
            case InvocationExpressionSyntax when semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences.Length: > 0 } maker && IsClientName(maker.ReturnType.Name) && model.Built(maker) is [var made]:
                return made;
            default:
                return model.OperationOf(expression, semanticModel) is { } operation ? model.Evaluator.Evaluate(operation, PathState.Empty) : null;
        }
    }

    private sealed class Trail
    {
        public HostKind? Host { get; set; }

        public bool HasVersionHeader { get; set; }

        public INamedTypeSymbol? Handler { get; set; }

        public bool IsHandMade { get; set; }

        public HttpRegistration? Registration { get; set; }
    }

    private sealed record TypeFacts(List<(ValueKey Target, HostKind Host)> BaseAddresses, List<(ValueKey Target, ValueKey Value)> Assignments, List<ValueKey> Versioned, List<SyntaxNode> VersionedMembers, bool HasVersionHeader, ImmutableArray<string> Names);
}
