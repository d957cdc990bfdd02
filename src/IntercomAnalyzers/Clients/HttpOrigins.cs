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

    private readonly ConcurrentDictionary<INamedTypeSymbol, TypeFacts> types = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<(ValueKey Client, ISymbol Type), HttpOrigin> origins = new();

    /// <summary>The origin of the client that a call runs on. Asked once per path, found out once per client.</summary>
    public HttpOrigin Of(ValueKey? client, INamedTypeSymbol? containingType) =>
        containingType is null ? HttpOrigin.Unknown : origins.GetOrAdd((client ?? ValueKey.Null, containingType), _ => Find(client, containingType));

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

        var host = trail.Host ?? HostKind.Unknown;
        var names = facts.Names.Concat(trail.Registration is { Name: { } name } ? [name] : []);
        return new HttpOrigin(host, (facts.HasVersionHeader || trail.Registration is { HasVersionHeader: true }) && host != HostKind.Other, host == HostKind.Unknown && names.Any(IsIntercomName), trail.Registration);
    }

    private static bool IsIntercomName(string name)
    {
        var words = Words.Of(name).ToList();
        return words.Contains("Intercom", StringComparer.OrdinalIgnoreCase) && !words.Any(w => OtherIntercoms.Contains(w, StringComparer.OrdinalIgnoreCase));
    }

    private void Explore(ValueKey client, TypeFacts facts, Trail trail, int hops)
    {
        if (hops > MaximumHops) return;
        foreach (var (target, host) in facts.BaseAddresses)
        {
            if (target.Equals(client)) trail.Host = Stronger(trail.Host, host);
        }

        switch (client.Kind)
        {
            case ValueKeyKind.Object when client.Field("BaseAddress") is { } address:
                trail.Host = Stronger(trail.Host, HttpAddress.HostOf(address));
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

    private static HostKind Stronger(HostKind? known, HostKind found) => known is HostKind.Intercom or HostKind.Other && found == HostKind.Unknown ? known.Value : found;

    private TypeFacts Read(INamedTypeSymbol type)
    {
        var addresses = new List<(ValueKey, HostKind)>();
        var assignments = new List<(ValueKey, ValueKey)>();
        var hasVersionHeader = false;

        // Binding an assignment binds the body around it: only those that can be about a client are looked at.
        var clientNames = type.GetMembers().Where(IsClient).Select(m => m.Name).ToImmutableHashSet(StringComparer.Ordinal);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var root = reference.GetSyntax(model.CancellationToken);
            if (model.ModelOf(root.SyntaxTree) is not { } semanticModel) continue;
            foreach (var node in root.DescendantNodes())
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" } left } assignment:
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
                    case VariableDeclaratorSyntax { Initializer: { } initializer } variable when (clientNames.Contains(variable.Identifier.ValueText) || MakesClient(initializer.Value) || (variable.Parent is VariableDeclarationSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "HttpClient" } })) && semanticModel.GetDeclaredSymbol(variable, model.CancellationToken) is { } symbol && IsClient(symbol):
                        if (Value(initializer.Value, semanticModel) is { } value) assignments.Add((KeyOf(symbol), value));
                        break;
                    case PropertyDeclarationSyntax property when clientNames.Contains(property.Identifier.ValueText) && semanticModel.GetDeclaredSymbol(property, model.CancellationToken) is { } symbol && IsClient(symbol):
                        if ((property.Initializer?.Value ?? property.ExpressionBody?.Expression) is { } made && Value(made, semanticModel) is { } propertyValue) assignments.Add((KeyOf(symbol), propertyValue));
                        break;
                    case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                        hasVersionHeader |= string.Equals(literal.Token.ValueText, HttpRegistrations.VersionHeader, StringComparison.OrdinalIgnoreCase);
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

        return new TypeFacts(addresses, assignments, hasVersionHeader, names.ToImmutable());

        void Assigned(ExpressionSyntax left, ExpressionSyntax right, SemanticModel semanticModel)
        {
            var name = left is IdentifierNameSyntax identifier ? identifier.Identifier.ValueText : (left as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;
            if (name is not null && (clientNames.Contains(name) || MakesClient(right)) && semanticModel.GetSymbolInfo(left, model.CancellationToken).Symbol is { } symbol && IsClient(symbol)
                && Value(right, semanticModel) is { } value) assignments.Add((KeyOf(symbol), value));
        }
    }

    // What else is handed to a class says nothing about where its HTTP client leads.
    private static bool IsOptions(string type) => type.EndsWith("Options", StringComparison.Ordinal) || type.EndsWith("Settings", StringComparison.Ordinal) || type.EndsWith("Configuration", StringComparison.Ordinal);

    private static bool MakesClient(ExpressionSyntax value) =>
        value.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText is "HttpClient" or "CreateClient" or "HttpMessageInvoker");

    private static bool IsClient(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type.Name,
        IPropertySymbol property => property.Type.Name,
        ILocalSymbol local => local.Type.Name,
        IParameterSymbol parameter => parameter.Type.Name,
        _ => "",
    } is "HttpClient" or "HttpMessageInvoker";

    private static ValueKey KeyOf(ISymbol symbol) =>
        symbol is IFieldSymbol or IPropertySymbol && !symbol.IsStatic ? ValueKey.Member(ValueKey.This, symbol) : ValueKey.Symbol(symbol);

    private ValueKey? Key(ExpressionSyntax expression, SemanticModel semanticModel) =>
        semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol is { } symbol ? KeyOf(symbol) : null;

    private ValueKey? Initial(ExpressionSyntax expression, SemanticModel semanticModel) =>
        semanticModel.GetSymbolInfo(expression, model.CancellationToken).Symbol is ILocalSymbol local && model.Initializer(local) is { } initializer
            ? model.Evaluator.Evaluate(initializer, PathState.Empty)
            : null;

    private ValueKey? Value(ExpressionSyntax expression, SemanticModel semanticModel) =>
        semanticModel.GetOperation(expression, model.CancellationToken) is { } operation ? model.Evaluator.Evaluate(operation, PathState.Empty) : null;

    private sealed class Trail
    {
        public HostKind? Host { get; set; }

        public HttpRegistration? Registration { get; set; }
    }

    private sealed record TypeFacts(List<(ValueKey Target, HostKind Host)> BaseAddresses, List<(ValueKey Target, ValueKey Value)> Assignments, bool HasVersionHeader, ImmutableArray<string> Names);
}
