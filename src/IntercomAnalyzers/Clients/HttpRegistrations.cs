using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>One <c>AddHttpClient</c> registration.</summary>
/// <param name="Types">The typed client: service and implementation types; empty for a named client.</param>
/// <param name="Name">The client's name, or null when it is not constant.</param>
/// <param name="Host">What the registration says about the host.</param>
/// <param name="HasVersionHeader">The registration sets an <c>Intercom-Version</c> header.</param>
/// <param name="BuilderCalls">The calls on the returned builder, such as <c>AddStandardResilienceHandler</c>.</param>
internal sealed record HttpRegistration(ImmutableArray<INamedTypeSymbol> Types, string? Name, HostKind Host, bool HasVersionHeader, ImmutableArray<InvocationExpressionSyntax> BuilderCalls)
{
    /// <summary>Which client it registers is not in sight: a name out of a list, a type parameter that nobody fills.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The options types that the configuration of the client reads.</summary>
    public ImmutableArray<string> Options { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The client is one of Flurl's cache, not of the factory.</summary>
    public bool IsFlurl { get; init; }
}

/// <summary>All HTTP client registrations of a compilation, wherever they stand.</summary>
internal sealed class HttpRegistrations
{
    public const string VersionHeader = "Intercom-Version";

    private static readonly string[] Names = ["AddHttpClient", "AddRefitClient", "ConfigureHttpClientDefaults", "AddServiceDefaults"];

    private readonly CompilationModel model;
    private readonly RegistrationReader reader;
    private readonly Lazy<ILookup<string, ValueKey>> services;
    private readonly ILookup<ISymbol, HttpRegistration> byType;
    private readonly ILookup<string, HttpRegistration> byName;
    private readonly Lazy<ILookup<string, HttpRegistration>> flurl;

    public HttpRegistrations(CompilationModel model)
    {
        this.model = model;
        reader = new RegistrationReader(model);
        services = new(() => ReadServices().ToLookup(s => s.Type, s => s.Value, StringComparer.Ordinal));
        flurl = new(() => FlurlRegistrations.Read(model).ToLookup(r => r.Name!, StringComparer.Ordinal));
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
                        all.AddRange(reader.Read(invocation, method, semanticModel));
                        break;
                    case "ConfigureHttpClientDefaults":
                        defaults.AddRange(invocation.ArgumentList.Arguments.SelectMany(a => reader.Configuration(a.Expression, semanticModel).DescendantNodes()).OfType<InvocationExpressionSyntax>());
                        break;
                    case "AddServiceDefaults" when semanticModel.GetSymbolInfo(invocation, model.CancellationToken).Symbol is { DeclaringSyntaxReferences.IsEmpty: true }:
                        HasUnseenDefaults = true;
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

    /// <summary>The defaults of all clients are set up in another assembly.</summary>
    public bool HasUnseenDefaults { get; }

    /// <summary>The registration of a typed client, under its own type or an interface that it implements.</summary>
    public HttpRegistration? ForType(INamedTypeSymbol type) =>
        All.IsEmpty ? null : Best(byType[type.OriginalDefinition]) ?? Best(type.AllInterfaces.SelectMany(i => byType[i.OriginalDefinition]).Where(r => r.Types.Length == 1));

    public HttpRegistration? ForName(string name) => Best(byName[name]) ?? Best(All.Where(r => r.Types.Any(t => t.Name == name)));

    /// <summary>The client that Flurl's cache holds under a name.</summary>
    public HttpRegistration? ForFlurlName(string name) => Best(flurl.Value[name]);

    /// <summary>The builder calls of registrations that may be those of a client which is not found: of open ones, and of all named ones when the client's name is not in sight.</summary>
    public IEnumerable<InvocationExpressionSyntax> PossibleBuilderCalls(bool isNameUnknown) =>
        All.Where(r => r.IsOpen || (isNameUnknown && r.Types.IsEmpty)).SelectMany(r => r.BuilderCalls).Distinct();

    /// <summary>The builder calls of a client, of all its registrations: a second call of <c>AddHttpClient</c> adds to the first.</summary>
    public IEnumerable<InvocationExpressionSyntax> BuilderCallsOf(HttpRegistration? registration) =>
        registration is null ? [] : registration.IsFlurl ? flurl.Value[registration.Name!].SelectMany(r => r.BuilderCalls) : new[] { registration }.Concat(registration.Name is { Length: > 0 } name ? byName[name] : [])
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
}
