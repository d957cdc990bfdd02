using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.Configuration;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// Everything that is known about one compilation, computed on demand and kept as long as the compilation lives. Thread-safe: values are computed at most a
/// few times and are equal whoever computes them.
/// </summary>
internal sealed class CompilationModel
{
    private const int MaximumBuilderLength = 4_000;
    private const int MaximumBuilderWays = 4;

    private readonly Func<SyntaxTree, TreeFacts?> facts;
    private readonly ConcurrentDictionary<ISymbol, ValueKey?> simpleResults = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, BodyResult> bodies = new();
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<ValueKey>> built = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<(string Member, ValueKey Value)>> constructorValues = new(SymbolEqualityComparer.Default);
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

    /// <summary>The operation that initialises a local, field or property, or null when there is none in this compilation.</summary>
    public IOperation? Initializer(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences is not [var reference, ..]) return null;
        var syntax = reference.GetSyntax(CancellationToken) switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
            _ => null,
        };
        if (syntax is null || !Enter(symbol)) return null;
        try
        {
            return ModelOf(syntax.SyntaxTree) is { } semanticModel ? OperationOf(syntax, semanticModel) : null;
        }
        finally
        {
            Leave(symbol);
        }
    }

    /// <summary>The one text that the constructors of a type assign to one of its members, or null. A property that is set behind the field of the same name counts for the field.</summary>
    public string? ConstructorText(ISymbol member) => constructorTexts.GetOrAdd(member, ReadConstructorText);

    /// <summary>What a constructor of this compilation assigns to members of its object, over its parameters. Assignments that are not understood are left out.</summary>
    public ImmutableArray<(string Member, ValueKey Value)> ConstructorValues(IMethodSymbol constructor) => constructorValues.GetOrAdd(constructor.OriginalDefinition, ReadConstructorValues);

    /// <summary>The value of a method or property that is one expression over its parameters and its object without effects, or null.</summary>
    public ValueKey? SimpleResult(ISymbol member)
    {
        var definition = member.OriginalDefinition;
        if (definition.DeclaringSyntaxReferences.Length != 1 || definition.IsAbstract || definition.IsVirtual || definition.IsOverride) return null;
        if (simpleResults.TryGetValue(definition, out var known)) return known;
        if (!Enter(definition)) return null;
        try
        {
            var expression = definition.DeclaringSyntaxReferences[0].GetSyntax(CancellationToken) switch
            {
                MethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
                MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
                LocalFunctionStatementSyntax { ExpressionBody: { } arrow } => arrow.Expression,
                PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression,
                _ => null,
            };
            ValueKey? result = null;
            if (expression is not null && expression.Span.Length < 2_000 && !CallsClient(expression) && ModelOf(expression.SyntaxTree) is { } semanticModel && OperationOf(expression, semanticModel) is { } operation)
            {
                var value = Evaluator.Evaluate(operation, PathState.Empty);
                if (!value.Any(k => k.Kind is ValueKeyKind.Opaque or ValueKeyKind.Function)) result = value;
            }

            return simpleResults.GetOrAdd(definition, result);
        }
        finally
        {
            Leave(definition);
        }
    }

    /// <summary>What the walk of a body found. It is kept where somebody may ask again: paths take memory, and a body that nobody calls is asked for once.</summary>
    public BodyResult Body(SyntaxNode body, SemanticModel semanticModel)
    {
        if (bodies.TryGetValue(body, out var known)) return known;
        var result = Walk(body, semanticModel);
        return result.Method is { } method && TreesWith(CallerIndex.SimpleName(method)).Count == 0 ? result : bodies.GetOrAdd(body, result);
    }

    /// <summary>How many bodies have been walked for this compilation.</summary>
    public int WalkedBodies => walkedBodies;

    /// <summary>What a followed method does, seen through its parameters; null when it cannot or need not be followed.</summary>
    public BodyResult? Follow(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        if (!IsFollowed(definition) || definition.IsAbstract) return null;
        var implementation = definition.PartialImplementationPart ?? definition;
        if (implementation.DeclaringSyntaxReferences is not [var reference, ..]) return null;
        var syntax = reference.GetSyntax(CancellationToken);
        if (syntax is not (BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax) || ModelOf(syntax.SyntaxTree) is not { } semanticModel) return null;
        if (bodies.TryGetValue(syntax, out var known)) return known;
        if ((inProgress?.Count ?? 0) >= BodyWalker.MaximumFollowDepth || !Enter(syntax)) return null;
        try
        {
            return Body(syntax, semanticModel);
        }
        finally
        {
            Leave(syntax);
        }
    }

    /// <summary>What a method of this compilation returns that only puts an object together, one value for each way through it; empty when it does something else.</summary>
    public ImmutableArray<ValueKey> Built(IMethodSymbol method) => built.GetOrAdd(method.OriginalDefinition, ReadBuilt);

    /// <summary>The one implementation of an interface or abstract member in this compilation, or the method itself; null when there are none or several.</summary>
    public IMethodSymbol? Implementation(IMethodSymbol method) => method.IsAbstract || method.IsVirtual ? Callers.OnlyImplementation(method) : method;

    /// <summary>True for the sources of an SDK itself, which post to create routes; what matters is the user's call of them.</summary>
    public bool IsClientSource(INamedTypeSymbol? type) => type is not null && clientSources.GetOrAdd(type, ReadIsClientSource);

    /// <summary>True for a method of this compilation that looks at the status of an HTTP answer.</summary>
    public bool TestsStatus(IMethodSymbol method) => statusTests.GetOrAdd(method.OriginalDefinition, m => Mentions(m, n => n is "StatusCode" or "IsSuccessStatusCode" or "EnsureSuccessStatusCode"));

    /// <summary>True for a method of this compilation that makes HTTP requests of which none can be an Intercom call.</summary>
    public bool AsksElsewhere(IMethodSymbol method) =>
        !FollowedNames.Contains(method.Name) && elsewhere.GetOrAdd(method.OriginalDefinition, m => Mentions(Implementation(m) ?? m, HttpClientCalls.Names.Contains));

    public bool IsGenerated(SyntaxTree tree) => generated.GetOrAdd(tree, t => GeneratedCode.IsGenerated(t, Compilation, CancellationToken));

    private ImmutableArray<ValueKey> ReadBuilt(IMethodSymbol method)
    {
        if (method.IsAbstract || method.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(CancellationToken) is not { } syntax) return ImmutableArray<ValueKey>.Empty;
        var block = (syntax as MethodDeclarationSyntax)?.Body;
        if (block is null || block.Span.Length > MaximumBuilderLength || !block.DescendantNodes().Any(n => n is BaseObjectCreationExpressionSyntax or AnonymousObjectCreationExpressionSyntax)
            || ModelOf(syntax.SyntaxTree) is not { } semanticModel || (inProgress?.Count ?? 0) >= BodyWalker.MaximumFollowDepth || !Enter(syntax)) return ImmutableArray<ValueKey>.Empty;
        try
        {
            var result = Body(syntax, semanticModel);
            var exits = result.Exits.Where(e => e.Exception is null).ToList();
            if (result.IsOverflow || exits.Any(e => !e.State.Calls.IsEmpty || e.Returned is not { Kind: ValueKeyKind.Object })) return ImmutableArray<ValueKey>.Empty;
            var values = exits.Select(e => e.Returned!).Distinct().ToImmutableArray();
            return values.Length <= MaximumBuilderWays ? values : ImmutableArray<ValueKey>.Empty;
        }
        finally
        {
            Leave(syntax);
        }
    }

    private BodyResult Walk(SyntaxNode body, SemanticModel semanticModel)
    {
        Interlocked.Increment(ref walkedBodies);
        try
        {
            return new BodyWalker(this, semanticModel).Walk(body);
        }
        catch (InsufficientExecutionStackException)
        {
            // An expression of thousands of terms: nothing is concluded.
            return BodyResult.Overflow;
        }
    }

    private bool ReadIsClientSource(INamedTypeSymbol type)
    {
        if (GeneratedCode.IsGenerated(type)) return true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.GetMembers().OfType<IMethodSymbol>().Any(m => m.MethodKind == MethodKind.Ordinary && ClientOf(m) is { IsLibrary: true })) return true;
        }

        return false;
    }

    private ImmutableArray<(string Member, ValueKey Value)> ReadConstructorValues(IMethodSymbol constructor)
    {
        if (constructor.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(CancellationToken) is not ConstructorDeclarationSyntax syntax || ModelOf(syntax.SyntaxTree) is not { } semanticModel || !Enter(constructor)) return ImmutableArray<(string, ValueKey)>.Empty;
        try
        {
            var values = ImmutableArray.CreateBuilder<(string, ValueKey)>();
            var expressions = syntax.ExpressionBody is { } arrow ? [arrow.Expression] : syntax.Body?.Statements.OfType<ExpressionStatementSyntax>().Select(s => s.Expression) ?? [];
            foreach (var assignment in expressions.OfType<AssignmentExpressionSyntax>().Where(a => a.IsKind(SyntaxKind.SimpleAssignmentExpression)))
            {
                if (assignment is { Left: TupleExpressionSyntax lefts, Right: TupleExpressionSyntax rights } && lefts.Arguments.Count == rights.Arguments.Count)
                {
                    for (var i = 0; i < lefts.Arguments.Count; i++) Add(lefts.Arguments[i].Expression, rights.Arguments[i].Expression);
                }
                else
                {
                    Add(assignment.Left, assignment.Right);
                }
            }

            return values.ToImmutable();

            void Add(ExpressionSyntax left, ExpressionSyntax right)
            {
                if (semanticModel.GetSymbolInfo(left, CancellationToken).Symbol is not { IsStatic: false } member || member is not (IFieldSymbol or IPropertySymbol) || OperationOf(right, semanticModel) is not { } operation) return;
                var value = Evaluator.Evaluate(operation, PathState.Empty);
                if (!value.Any(k => k.Kind is ValueKeyKind.Opaque or ValueKeyKind.Function)) values.Add((ObjectShape.NameOf(member), value));
            }
        }
        finally
        {
            Leave(constructor);
        }
    }

    private string? ReadConstructorText(ISymbol member)
    {
        string? found = null;
        var name = Identifier.Normalize(member.Name);
        foreach (var constructor in member.ContainingType.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(CancellationToken) is not ConstructorDeclarationSyntax syntax || ModelOf(syntax.SyntaxTree) is not { } semanticModel) continue;
            foreach (var assignment in syntax.DescendantNodes().OfType<AssignmentExpressionSyntax>())
            {
                var target = assignment.Left switch { IdentifierNameSyntax identifier => identifier.Identifier.ValueText, MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText, _ => "" };
                if (Identifier.Normalize(target) != name) continue;
                if (semanticModel.GetConstantValue(assignment.Right, CancellationToken).Value is not string text || (found is not null && found != text)) return null;
                found = text;
            }
        }

        return found;
    }

    private bool Mentions(ISymbol method, Func<string, bool> name) => method.DeclaringSyntaxReferences.Any(r => r.GetSyntax(CancellationToken).DescendantNodes().Any(n => n is IdentifierNameSyntax identifier && name(identifier.Identifier.ValueText)));

    private static bool Enter(object item) => (inProgress ??= []).Add(item);

    private static void Leave(object item) => inProgress!.Remove(item);

    private bool CallsClient(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Any(n => n is InvocationExpressionSyntax i && TreeFacts.CalledName(i) is { } name && FollowedNames.Contains(name.Identifier.ValueText));

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
