using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>One <c>AddHttpClient</c> registration.</summary>
/// <param name="Types">The typed client: service and implementation types; empty for a named client.</param>
/// <param name="Name">The client's name, or null when it is not constant.</param>
/// <param name="Host">What the registration says about the host.</param>
/// <param name="HasVersionHeader">The registration sets an <c>Intercom-Version</c> header.</param>
/// <param name="BuilderCalls">The calls on the returned builder, such as <c>AddStandardResilienceHandler</c>.</param>
internal sealed record HttpRegistration(ImmutableArray<INamedTypeSymbol> Types, string? Name, HostKind Host, bool HasVersionHeader, ImmutableArray<InvocationExpressionSyntax> BuilderCalls);

/// <summary>All HTTP client registrations of a compilation, wherever they stand.</summary>
internal sealed class HttpRegistrations
{
    public const string VersionHeader = "Intercom-Version";

    private static readonly string[] Names = ["AddHttpClient", "AddRefitClient", "ConfigureHttpClientDefaults"];

    private readonly CompilationModel model;
    private readonly Lazy<ILookup<string, ValueKey>> services;
    private readonly ILookup<ISymbol, HttpRegistration> byType;
    private readonly ILookup<string, HttpRegistration> byName;

    public HttpRegistrations(CompilationModel model)
    {
        this.model = model;
        services = new(() => ReadServices().ToLookup(s => s.Type, s => s.Value, StringComparer.Ordinal));
        var all = ImmutableArray.CreateBuilder<HttpRegistration>();
        var defaults = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        foreach (var facts in Names.SelectMany(model.TreesWith).Distinct())
        {
            if (model.ModelOf(facts.Tree) is not { } semanticModel) continue;
            foreach (var invocation in facts.Tree.GetRoot(model.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                switch (TreeFacts.CalledName(invocation)?.Identifier.ValueText)
                {
                    case "AddHttpClient" or "AddRefitClient" when semanticModel.GetSymbolInfo(invocation, model.CancellationToken).Symbol is IMethodSymbol method:
                        all.Add(Read(invocation, method, semanticModel));
                        break;
                    case "ConfigureHttpClientDefaults":
                        defaults.AddRange(invocation.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>());
                        break;
                }
            }
        }

        All = all.ToImmutable();
        byType = All.SelectMany(r => r.Types.Select(t => (Type: t.OriginalDefinition, Registration: r))).ToLookup(p => (ISymbol)p.Type, p => p.Registration, SymbolEqualityComparer.Default);
        byName = All.Where(r => r.Name is not null).ToLookup(r => r.Name!, StringComparer.Ordinal);
        Defaults = defaults.ToImmutable();
    }

    public ImmutableArray<HttpRegistration> All { get; }

    /// <summary>The builder calls inside <c>ConfigureHttpClientDefaults</c>: they hold for every client.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Defaults { get; }

    public HttpRegistration? ForType(INamedTypeSymbol type) =>
        Best(byType[type.OriginalDefinition]);

    public HttpRegistration? ForName(string name) => Best(byName[name]) ?? Best(All.Where(r => r.Types.Any(t => t.Name == name)));

    /// <summary>The builder calls of a client, of all its registrations: a second call of <c>AddHttpClient</c> adds to the first.</summary>
    public IEnumerable<InvocationExpressionSyntax> BuilderCallsOf(HttpRegistration? registration) =>
        registration is null ? [] : new[] { registration }.Concat(registration.Name is { Length: > 0 } name ? byName[name] : [])
            .Concat(registration.Types.SelectMany(t => byType[t.OriginalDefinition].Where(r => r.Types.Contains(t, SymbolEqualityComparer.Default)))).SelectMany(r => r.BuilderCalls).Distinct();

    private static HttpRegistration? Best(IEnumerable<HttpRegistration> registrations) =>
        registrations.OrderBy(r => r.Host == HostKind.Unknown).FirstOrDefault();

    /// <summary>The client that the container hands out under a type's name, where the project registers exactly one; null otherwise.</summary>
    public ValueKey? OfService(string? typeName)
    {
        var name = typeName is ['I', var second, ..] && char.IsUpper(second) ? typeName.Substring(1) : typeName;
        if (name is null || (name == "HttpClient" && !All.IsEmpty)) return null;
        var made = services.Value[name].ToList();
        return made.Count == 1 ? made[0] : null;
    }

    private IEnumerable<(string Type, ValueKey Value)> ReadServices()
    {
        foreach (var invocation in new[] { "AddSingleton", "AddScoped", "AddTransient" }.SelectMany(model.InvocationsOf))
        {
            foreach (var creation in invocation.ArgumentList.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
            {
                if (creation is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "RestClient" or "FlurlClient" or "HttpClient" } type }
                    && model.ModelOf(creation.SyntaxTree) is { } creating && model.OperationOf(creation, creating) is { } operation)
                {
                    yield return (type.Identifier.ValueText, model.Evaluator.Evaluate(operation, PathState.Empty));
                }
            }
        }
    }

    private HttpRegistration Read(InvocationExpressionSyntax invocation, IMethodSymbol method, SemanticModel semanticModel)
    {
        var types = method.TypeArguments.OfType<INamedTypeSymbol>().ToImmutableArray();
        string? name = types.IsEmpty ? "" : null;
        foreach (var argument in invocation.ArgumentList.Arguments)
        {
            if (semanticModel.GetConstantValue(argument.Expression, model.CancellationToken) is { HasValue: true, Value: string text }) name = text;
        }

        var calls = BuilderCalls(invocation, semanticModel);

        // AddTypedClient(client => RestService.For<IInbox>(client))
        types = types.AddRange(calls.Where(c => TreeFacts.CalledName(c)?.Identifier.ValueText == "AddTypedClient").SelectMany(c => c.DescendantNodes().OfType<GenericNameSyntax>())
            .SelectMany(g => g.TypeArgumentList.Arguments).Select(t => semanticModel.GetSymbolInfo(t, model.CancellationToken).Symbol).OfType<INamedTypeSymbol>());
        var configured = invocation.ArgumentList.Arguments.Concat(calls.Where(c => TreeFacts.CalledName(c)?.Identifier.ValueText == "ConfigureHttpClient").SelectMany(c => c.ArgumentList.Arguments))
            .Select(a => Configuration(a.Expression, semanticModel));
        var host = HostKind.Unknown;
        var hasVersionHeader = false;
        foreach (var node in configured.SelectMany(c => c.DescendantNodes()))
        {
            if (node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseAddress" } } assignment
                && model.ModelOf(assignment.SyntaxTree) is { } assigning && model.OperationOf(assignment.Right, assigning) is { } value)
            {
                host = HttpAddress.HostOf(model.Evaluator.Evaluate(value, PathState.Empty));
            }

            hasVersionHeader |= node is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
                && string.Equals(literal.Token.ValueText, VersionHeader, StringComparison.OrdinalIgnoreCase);
        }

        return new HttpRegistration(types, name, host, hasVersionHeader, calls);
    }

    // What configures the client: a lambda, or the method or local function that is handed over by name.
    private SyntaxNode Configuration(ExpressionSyntax argument, SemanticModel semanticModel) =>
        argument is IdentifierNameSyntax or MemberAccessExpressionSyntax && semanticModel.GetSymbolInfo(argument, model.CancellationToken).Symbol is IMethodSymbol { DeclaringSyntaxReferences: [var reference] }
            ? reference.GetSyntax(model.CancellationToken)
            : argument;

    // The chain behind the registration, and calls on the local that it was put into.
    private ImmutableArray<InvocationExpressionSyntax> BuilderCalls(InvocationExpressionSyntax registration, SemanticModel semanticModel)
    {
        var calls = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var last = registration;
        while (last.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == last)
        {
            calls.Add(next);
            last = next;
        }

        if (last.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } && semanticModel.GetDeclaredSymbol(variable, model.CancellationToken) is { } builder
            && variable.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member)
        {
            SyntaxNode scope = member is GlobalStatementSyntax ? member.Parent! : member;
            foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
            {
                if (name.Identifier.ValueText != builder.Name || !SymbolEqualityComparer.Default.Equals(semanticModel.GetSymbolInfo(name, model.CancellationToken).Symbol, builder)) continue;
                SyntaxNode current = name;
                while (current.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == current)
                {
                    calls.Add(call);
                    current = call;
                }
            }
        }

        return calls.ToImmutable();
    }
}
