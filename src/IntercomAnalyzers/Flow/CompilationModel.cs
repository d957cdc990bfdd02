using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.Configuration;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Retries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// Everything that is known about one compilation, computed on demand and kept as long as the compilation lives. Thread-safe: values are computed at most a
/// few times and are equal whoever computes them.
/// </summary>
internal sealed partial class CompilationModel
{
    private const int MaximumBuilderLength = 4_000;
    private const int MaximumBuilderWays = 4;

    private readonly Func<SyntaxTree, TreeFacts?> facts;
    private readonly ConcurrentDictionary<ISymbol, ValueKey?> simpleResults = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, BodyResult> bodies = new();
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<ValueKey>> built = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<(string Member, ValueKey Value)>> constructorValues = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<(int Ordinal, string Member, ValueKey? Value)>> argumentValues = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, string?> constructorTexts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxTree, bool> generated = new();
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> clientSources = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> statusTests = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> elsewhere = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> cacheHelpers = new(SymbolEqualityComparer.Default);
    private readonly ILookup<string, IntercomClient> clientsByName;
    private readonly Lazy<ImmutableArray<IntercomClient>> builders;
    private readonly Lazy<(HashSet<string> Names, HashSet<string> Forwarders)> followed;
    private readonly Lazy<WordIndex> words;
    private readonly Lazy<ILookup<TreeFacts, string>> candidates;

    private int walkedBodies;

    [ThreadStatic]
    private static HashSet<object>? inProgress;

    public CompilationModel(Compilation compilation, AnalyzerSettings settings, ImmutableArray<IntercomClient> clients, Func<SyntaxTree, TreeFacts?> facts, CancellationToken cancellationToken)
    {
        Compilation = compilation;
        Settings = settings;
        Clients = clients;
        CancellationToken = cancellationToken;
        this.facts = facts;
        clientsByName = clients.SelectMany(c => c.MethodNamesIn(this).Distinct(StringComparer.Ordinal).Select(name => (Name: name, Client: c))).ToLookup(p => p.Name, p => p.Client, StringComparer.Ordinal);
        Evaluator = new ValueEvaluator(this);
        HttpOrigins = new HttpOrigins(this);
        Registrations = new Lazy<HttpRegistrations>(() => new HttpRegistrations(this));
        Callers = new CallerIndex(this);
        Retries = new RetryContext(this);
        builders = new(() => clients.Where(c => c.Builds && c.MethodNames.Any(n => TreesWith(n).Count > 0)).ToImmutableArray());
        followed = new(ReadFollowed);
        words = new(() => new WordIndex(AllFacts()));
        candidates = new(() => FollowedNames.Where(n => IsClientMethod(n) || IsForwarder(n)).SelectMany(n => TreesWith(n).Select(f => (Facts: f, Name: n))).ToLookup(p => p.Facts, p => p.Name));
    }

    public Compilation Compilation { get; }

    public AnalyzerSettings Settings { get; }

    /// <summary>The clients that the compilation can use at all.</summary>
    public ImmutableArray<IntercomClient> Clients { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>The clients whose requests are put together by calls of their own, and that the project sends with.</summary>
    public ImmutableArray<IntercomClient> Builders => builders.Value;

    public ValueEvaluator Evaluator { get; }

    public HttpOrigins HttpOrigins { get; }

    public Lazy<HttpRegistrations> Registrations { get; }

    public CallerIndex Callers { get; }

    public RetryContext Retries { get; }

    /// <summary>True when a client has a method of this simple name: the gate in front of everything else.</summary>
    public bool IsClientMethod(string name) => clientsByName.Contains(name);

    /// <summary>The names of methods that may reach an Intercom call within a few steps; a call of another name is never followed.</summary>
    public HashSet<string> FollowedNames => followed.Value.Names;

    /// <summary>True when a call of this method may matter inside a body that is walked: it may reach an Intercom call, or it reads a cache.</summary>
    public bool IsFollowed(IMethodSymbol method) =>
        FollowedNames.Contains(CallerIndex.SimpleName(method)) || (method.OriginalDefinition is { DeclaringSyntaxReferences.Length: > 0 } own && cacheHelpers.GetOrAdd(own, m => Mentions(Implementation(m) ?? m, CacheReads.TellingNames.Contains)));

    /// <summary>True when methods of this name reach a client call and pass a parameter on: their calls may be the real Intercom call.</summary>
    public bool IsForwarder(string name) => followed.Value.Forwarders.Contains(name);

    /// <summary>The names in a file whose calls may be Intercom calls.</summary>
    public IEnumerable<string> CandidatesIn(TreeFacts facts) => candidates.Value[facts];

    public TreeFacts? Facts(SyntaxTree tree) => facts(tree);

    /// <summary>The files whose code has a word, see <see cref="WordSet"/>.</summary>
    public IReadOnlyList<TreeFacts> TreesWith(string word) => words.Value[word];

    /// <summary>The calls of methods of this simple name, wherever they stand.</summary>
    public IEnumerable<InvocationExpressionSyntax> InvocationsOf(string name) =>
        TreesWith(name).SelectMany(f => f.CallsOf(name));

    /// <summary>The type of a metadata name, or null; the first one where several assemblies have it.</summary>
    public INamedTypeSymbol? TypeOf(string metadataName) => types.TryGetValue(metadataName, out var known) ? known : types.GetOrAdd(metadataName, Compilation.GetTypesByMetadataName(metadataName).FirstOrDefault());

    public IEnumerable<TreeFacts> AllFacts()
    {
        foreach (var tree in Compilation.SyntaxTrees)
        {
            CancellationToken.ThrowIfCancellationRequested();
            if (facts(tree) is { } known) yield return known;
        }
    }

    /// <summary>The semantic model of a file of this compilation, or null for a foreign tree (symbols of a referenced project have their syntax elsewhere).</summary>
    public SemanticModel? ModelOf(SyntaxTree tree)
    {
        if (!Compilation.ContainsSyntaxTree(tree)) return null;
#pragma warning disable RS1030 // Under the analyzer driver this is the shared, cached model of the file: nothing is bound twice.
        return Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
    }

    /// <summary>The operation of a node, or null. For some incomplete code the compiler fails instead of saying that there is none.</summary>
    public IOperation? OperationOf(SyntaxNode node, SemanticModel semanticModel)
    {
        try
        {
            return semanticModel.GetOperation(node, CancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>The client that owns a method, or null.</summary>
    public IntercomClient? ClientOf(IMethodSymbol method)
    {
        foreach (var client in clientsByName[method.Name])
        {
            if (client.Owns(method.OriginalDefinition, this)) return client;
        }

        return null;
    }

    /// <summary>What a call that sends nothing makes of a request that is being put together, or null.</summary>
    public BuiltRequest? Build(in ClientCall call)
    {
        foreach (var client in Builders)
        {
            if (client.Build(call) is { } built) return built;
        }

        return null;
    }

    /// <summary>The one implementation of an interface or abstract member in this compilation, or the method itself; null when there are none or several.</summary>
    public IMethodSymbol? Implementation(IMethodSymbol method) => method.IsAbstract || method.IsVirtual ? Callers.OnlyImplementation(method) : method.PartialImplementationPart ?? method;

    /// <summary>The implementation that runs on an object made in sight, else the only one.</summary>
    public IMethodSymbol? Implementation(IMethodSymbol method, ValueKey? receiver) =>
        (method.IsAbstract || method.IsVirtual) && receiver is { Kind: ValueKeyKind.Object, Datum: ObjectShape { Type: INamedTypeSymbol made } } && made.Overriding(method) is { } own ? own : Implementation(method);

    /// <summary>True for the sources of an SDK itself, which post to create routes; what matters is the user's call of them.</summary>
    public bool IsClientSource(INamedTypeSymbol? type) => type is not null && clientSources.GetOrAdd(type, ReadIsClientSource);

    /// <summary>True for a method of this compilation that looks at the status of an HTTP answer.</summary>
    public bool TestsStatus(IMethodSymbol method) => statusTests.GetOrAdd(method.OriginalDefinition, m => Mentions(m, n => n is "StatusCode" or "IsSuccessStatusCode" or "EnsureSuccessStatusCode"));

    /// <summary>True for a method of this compilation that makes HTTP requests of which none can be an Intercom call.</summary>
    public bool AsksElsewhere(IMethodSymbol method) =>
        !FollowedNames.Contains(method.Name) && elsewhere.GetOrAdd(method.OriginalDefinition, m => Mentions(Implementation(m) ?? m, HttpClientCalls.Names.Contains));

    public bool IsGenerated(SyntaxTree tree) => generated.GetOrAdd(tree, t => GeneratedCode.IsGenerated(t, Compilation, CancellationToken));

    private bool ReadIsClientSource(INamedTypeSymbol type)
    {
        if (GeneratedCode.IsGenerated(type)) return true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.GetMembers().OfType<IMethodSymbol>().Any(m => m.MethodKind == MethodKind.Ordinary && ClientOf(m) is { IsLibrary: true })) return true;
        }

        return false;
    }

    private bool Mentions(ISymbol method, Func<string, bool> name) => method.DeclaringSyntaxReferences.Any(r => r.GetSyntax(CancellationToken).DescendantNodes().Any(n => n is IdentifierNameSyntax identifier && name(identifier.Identifier.ValueText)));

    private static bool Enter(object item) => (inProgress ??= []).Add(item);

    private static void Leave(object item) => inProgress!.Remove(item);

    private (HashSet<string> Names, HashSet<string> Forwarders) ReadFollowed()
    {
        // From the callers of each name upwards, a few steps.
        var names = new HashSet<string>(clientsByName.Select(g => g.Key), StringComparer.Ordinal);
        var forwarders = new HashSet<string>(StringComparer.Ordinal);
        var added = names.ToList();
        for (var round = 0; round < BodyWalker.MaximumFollowDepth && added.Count > 0; round++)
        {
            var callers = added.SelectMany(n => TreesWith(n).SelectMany(f => f.CallersOf(n))).ToList();
            forwarders.UnionWith(callers.Where(c => c.PassesParameters).Select(c => c.Method));
            added = callers.Select(c => c.Method).Where(names.Add).ToList();
        }

        return (names, forwarders);
    }
}
