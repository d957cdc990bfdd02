using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>Walks all paths of one body: its own graph, and those of its lambdas and local functions where they run.</summary>
internal sealed class BodyWalker(CompilationModel model, SemanticModel semanticModel)
{
    /// <summary>How many methods deep a call is followed.</summary>
    public const int MaximumFollowDepth = 4;

    private const int MaximumSteps = 12_000;

    private readonly HashSet<Occurrence> occurrences = [];
    private readonly HashSet<FollowedCall> followed = [];
    private readonly Dictionary<SyntaxNode, Function> functions = [];
    private readonly HashSet<object> running = [];
    private readonly Dictionary<ControlFlowGraph, IReadOnlyList<IOperation>?[]> steps = [];
    private readonly Dictionary<SyntaxNode, (ClientCall Asked, IntercomCall? Answer)> recognised = [];
    private SyntaxNode? root;
    private int stepCount;

    public CompilationModel Model { get; } = model;

    /// <summary>The type that the body stands in.</summary>
    public INamedTypeSymbol? ContainingType { get; private set; }

    public bool IsOverflow { get; private set; }

    /// <summary>The bodies that can be walked: what the compiler makes a graph of.</summary>
    public static SyntaxNode? BodyAround(SyntaxNode node)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } }:
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }:
                case CompilationUnitSyntax:
                    return current;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    public BodyResult Walk(SyntaxNode body)
    {
        var symbol = body is CompilationUnitSyntax unit ? semanticModel.GetDeclaredSymbol(unit, Model.CancellationToken) : semanticModel.GetEnclosingSymbol(Inside(body), Model.CancellationToken);
        ContainingType = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        root = body;
        var graph = Graph(body, semanticModel);
        if (graph is null) return new BodyResult(symbol as IMethodSymbol, [], [], [], false);
        var exits = new GraphWalker(this, graph).Run([Start]);
        var apart = new List<ExitCase>();
        foreach (var function in functions.Values.Where(f => !f.HasRun).ToList())
        {
            foreach (var state in function.Created.Take(8)) apart.AddRange(Run(function, state, []) ?? []);
        }

        return new BodyResult(symbol as IMethodSymbol, occurrences, followed, exits, IsOverflow) { FunctionExits = apart.ToImmutableArray() };
    }

    /// <summary>True while the walk may go on; past the cap nothing more is concluded.</summary>
    public bool Step()
    {
        if ((++stepCount & 127) == 0) Model.CancellationToken.ThrowIfCancellationRequested();
        if (stepCount > MaximumSteps) IsOverflow = true;
        return !IsOverflow;
    }

    /// <summary>The operations of a block that matter; read once however many paths pass through it.</summary>
    public IReadOnlyList<IOperation> StepsOf(ControlFlowGraph graph, BasicBlock block)
    {
        if (!steps.TryGetValue(graph, out var blocks)) steps.Add(graph, blocks = new IReadOnlyList<IOperation>?[graph.Blocks.Length]);
        return blocks[block.Ordinal] ??= GraphWalker.StepsOf(block);
    }

    /// <summary>What a client makes of a call. Most paths through a call agree about what goes in, and an address is dear to read.</summary>
    public IntercomCall? Recognise(IntercomClient client, in ClientCall call)
    {
        if (recognised.TryGetValue(call.Syntax, out var last) && last.Asked.SameAs(call)) return last.Answer;
        var answer = client.Recognise(call);
        recognised[call.Syntax] = (call, answer);
        return answer;
    }

    public void GiveUp() => IsOverflow = true;

    public void Found(Occurrence occurrence)
    {
        // A method that runs here for its delegates' sake is reported where it stands.
        if (root is { } own && occurrence.Syntax.SyntaxTree == own.SyntaxTree && own.Span.Contains(occurrence.Syntax.Span)) occurrences.Add(occurrence);
    }

    public void Called(FollowedCall call) => followed.Add(call);

    /// <summary>Notes a lambda at the place where it is made.</summary>
    public void Created(IFlowAnonymousFunctionOperation operation, ControlFlowGraph graph, PathState state)
    {
        // An expression tree (the set-up of a mock, a query) is data, not a call.
        if (operation.Parent is IConversionOperation { Type.Name: "Expression" } || operation.Parent?.Parent is IConversionOperation { Type.Name: "Expression" }) return;
        Created(operation.Syntax, operation.Symbol, () => graph.GetAnonymousFunctionControlFlowGraph(operation, Model.CancellationToken), state);
    }

    /// <summary>Notes a local function at the place where it is handed on by name.</summary>
    public void Created(IMethodReferenceOperation reference, ControlFlowGraph graph, PathState state)
    {
        var local = reference.Method.OriginalDefinition;
        if (local.DeclaringSyntaxReferences is not [var declared] || !IsInScope(local, graph)) return;
        Created(declared.GetSyntax(Model.CancellationToken), local, () => graph.GetLocalFunctionControlFlowGraphInScope(local, Model.CancellationToken), state);
    }

    /// <summary>True when a local function belongs to a graph or to one around it; in incomplete code it may belong to none.</summary>
    public static bool IsInScope(IMethodSymbol local, ControlFlowGraph graph)
    {
        for (var current = graph; current is not null; current = current.Parent)
        {
            if (current.LocalFunctions.Contains(local, SymbolEqualityComparer.Default)) return true;
        }

        return false;
    }

    /// <summary>Runs a lambda or local function that a value stands for; null when it is none or runs already.</summary>
    public IReadOnlyList<ExitCase>? RunFunction(ValueKey value, PathState state, IReadOnlyList<ValueKey?> arguments) =>
        value is { Kind: ValueKeyKind.Function, Datum: SyntaxNode syntax } && functions.TryGetValue(syntax, out var function) ? Run(function, state, arguments) : null;

    /// <summary>Runs a method of this compilation as a part of this body, because what it does depends on the delegates that it is handed; null when it cannot be run.</summary>
    public IReadOnlyList<ExitCase>? RunMethod(IMethodSymbol method, ValueKey? receiver, PathState state, IReadOnlyList<ValueKey?> arguments)
    {
        if (running.Count >= MaximumFollowDepth || method.OriginalDefinition is not { IsAbstract: false, DeclaringSyntaxReferences: [var reference] } definition) return null;
        if (reference.GetSyntax(Model.CancellationToken) is not MethodDeclarationSyntax syntax || Model.ModelOf(syntax.SyntaxTree) is not { } other || !running.Add(definition)) return null;
        var around = ContainingType;
        try
        {
            ContainingType = definition.ContainingType;
            return Graph(syntax, other) is { } graph ? RunFor(receiver ?? ValueKey.This, graph, Bind(state, definition, arguments)) : null;
        }
        finally
        {
            ContainingType = around;
            running.Remove(definition);
        }
    }

    /// <summary>Runs a local function; null when it runs already.</summary>
    public IReadOnlyList<ExitCase>? RunLocal(IMethodSymbol method, ControlFlowGraph graph, PathState state, IReadOnlyList<ValueKey?> arguments)
    {
        if (!running.Add(method)) return null;
        try
        {
            return new GraphWalker(this, graph).Run([Bind(state, method, arguments)]);
        }
        finally
        {
            running.Remove(method);
        }
    }

    // A start that is not the empty state: the evaluator treats that one as 'outside of any body'.
    private static PathState Start { get; } = PathState.Empty.WithThis(ValueKey.This);

    private static int Inside(SyntaxNode body) => body switch
    {
        BaseMethodDeclarationSyntax { Body: { } block } => block.SpanStart + 1,
        BaseMethodDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression.SpanStart,
        AccessorDeclarationSyntax { Body: { } block } => block.SpanStart + 1,
        AccessorDeclarationSyntax { ExpressionBody: { } arrow } => arrow.Expression.SpanStart,
        ArrowExpressionClauseSyntax arrow => arrow.Expression.SpanStart,
        EqualsValueClauseSyntax equals => equals.Value.SpanStart,
        _ => body.SpanStart,
    };

    private IReadOnlyList<ExitCase>? Run(Function function, PathState state, IReadOnlyList<ValueKey?> arguments)
    {
        if (!running.Add(function)) return null;
        try
        {
            function.HasRun = true;
            return RunFor(function.This, function.Graph.Value, Bind(state, function.Symbol, arguments));
        }
        finally
        {
            running.Remove(function);
        }
    }

    // What runs inside of another object sees that object as 'this'.
    private List<ExitCase> RunFor(ValueKey self, ControlFlowGraph graph, PathState state)
    {
        var exits = new GraphWalker(this, graph).Run([state.WithThis(self)]);
        return exits.Select(e => e with { State = e.State.WithThis(state.This) }).ToList();
    }

    private static PathState Bind(PathState state, IMethodSymbol method, IReadOnlyList<ValueKey?> arguments)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Ordinal < arguments.Count && arguments[parameter.Ordinal] is { } argument) state = state.Set(parameter, argument);
        }

        return state;
    }

    private ControlFlowGraph? Graph(SyntaxNode body, SemanticModel semanticModel)
    {
        // Odd or incomplete code may have no operation at all.
        var operation = Model.OperationOf(body, semanticModel);
        return operation switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, Model.CancellationToken),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, Model.CancellationToken),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, Model.CancellationToken),
            IFieldInitializerOperation field => ControlFlowGraph.Create(field, Model.CancellationToken),
            IPropertyInitializerOperation property => ControlFlowGraph.Create(property, Model.CancellationToken),
            _ => null,
        };
    }

    private void Created(SyntaxNode syntax, IMethodSymbol symbol, Func<ControlFlowGraph> graph, PathState state)
    {
        if (!functions.TryGetValue(syntax, out var function)) functions.Add(syntax, function = new Function(symbol, state.This, new(graph)));
        if (function.Created.Count < 8) function.Created.Add(state);
    }

    private sealed class Function(IMethodSymbol symbol, ValueKey self, Lazy<ControlFlowGraph> graph)
    {
        public IMethodSymbol Symbol { get; } = symbol;

        /// <summary>The object that it was made in.</summary>
        public ValueKey This { get; } = self;

        public Lazy<ControlFlowGraph> Graph { get; } = graph;

        public HashSet<PathState> Created { get; } = [];

        public bool HasRun { get; set; }
    }
}
