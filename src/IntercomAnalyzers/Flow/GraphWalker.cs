using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// Forward walk over one control-flow graph, path by path: each block keeps the set of states in which it is reached. Roslyn's graph has no exception edges;
/// this walk adds them for the calls that matter.
/// </summary>
internal sealed class GraphWalker
{
    private const int StatesBeforeJoin = 16;
    private const int StatesBeforeOne = 32;

    private static readonly ImmutableArray<string> NoTypes = ImmutableArray<string>.Empty;

    private readonly BodyWalker body;
    private readonly ControlFlowGraph graph;
    private readonly CallEffects effects;
    private readonly bool hasHandlers;
    // Most blocks are reached in one or two states.
    private readonly List<PathState>?[] seen;
    private readonly PathState?[] joined;
    private readonly Queue<(BasicBlock Block, PathState State)> work = new();
    private readonly List<ExitCase> exits = [];
    private readonly Assignments assignments;
    private readonly Dictionary<ControlFlowRegion, bool> writtenFinallies = [];
    private readonly Dictionary<SyntaxNode, string?> loops = [];
    private readonly List<(BasicBlock Block, PathState State)> ends = [];

    // The paths through the block that is visited.
    private readonly List<PathState> visited = new(1);
    private bool[]? repeatedTests;

    public GraphWalker(BodyWalker body, ControlFlowGraph graph)
    {
        this.body = body;
        this.graph = graph;
        assignments = new Assignments(body.Model.Evaluator);
        effects = new CallEffects(body, graph, Raise, assignments);
        hasHandlers = !graph.Root.NestedRegions.IsEmpty;
        seen = new List<PathState>?[graph.Blocks.Length];
        joined = new PathState?[graph.Blocks.Length];
    }

    private ValueEvaluator Evaluator => body.Model.Evaluator;

    public IReadOnlyList<ExitCase> Run(IEnumerable<PathState> entry)
    {
        var entryStates = entry.ToList();
        foreach (var state in entryStates) Push(graph.Blocks[0], state);
        Drain();
        EnterUnreachedHandlers();
        return exits.Distinct().ToList();
    }

    private void Drain()
    {
        while (work.Count > 0 && body.Step())
        {
            var (block, state) = work.Dequeue();
            Visit(block, state);
        }
    }

    // A handler that no Intercom failure leads to is still code: it runs after some other exception, from the state in which its try began.
    private void EnterUnreachedHandlers()
    {
        if (!hasHandlers) return;
        foreach (var block in graph.Blocks)
        {
            for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
            {
                if (region.Kind is not (ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler) || region.FirstBlockOrdinal != block.Ordinal) continue;
                if (seen[block.Ordinal] is { Count: > 0 }) continue;
                var start = region.EnclosingRegion!.NestedRegions[0].FirstBlockOrdinal;
                var lookedUp = IsOwn(region.ExceptionType) ? AfterLookupsIn(region.EnclosingRegion.NestedRegions[0]) : [];
                foreach (var state in lookedUp.Count > 0 ? lookedUp : (seen[start] ?? []).ToList())
                {
                    Push(block, state.With(new PendingException(ValueKey.Opaque((block.Ordinal, "exception")), NoTypes, region.ExceptionType)));
                }

                Drain();
            }
        }
    }

    private static bool IsOwn(ITypeSymbol? exception) => exception is { DeclaringSyntaxReferences.Length: > 0 };

    // An exception of the project's own that nothing in sight throws comes from a handler or helper that turns 'not found' into it.
    private List<PathState> AfterLookupsIn(ControlFlowRegion region)
    {
        var found = new List<PathState>();
        foreach (var (block, end) in ends)
        {
            if (block.Ordinal < region.FirstBlockOrdinal || block.Ordinal > region.LastBlockOrdinal) continue;
            var state = end;
            foreach (var pair in end.Calls)
            {
                if (pair.Value.Call.Kind == CallKind.Lookup && graph.OriginalOperation.Syntax.Span.Contains(pair.Key.Syntax.Span)) state = state.Set(pair.Key, pair.Value with { Status = StatusSet.NotFound, Matches = MatchSet.Any });
            }

            if (!ReferenceEquals(state, end)) found.Add(WithoutStatementValues(state));
        }

        return found.Distinct().Take(StatesBeforeJoin).ToList();
    }

    private void Push(BasicBlock? block, PathState state)
    {
        if (block is null) return;
        var states = seen[block.Ordinal] ??= new List<PathState>(1);
        if (states.Count >= StatesBeforeJoin && !states.Contains(state))
        {
            // Paths with the same calls become one first; past the second bound all do. The joined state only grows more general, so that this ends.
            var place = (graph.OriginalOperation.Syntax, block.Ordinal);
            if (states.Count >= StatesBeforeOne) joined[block.Ordinal] = state = joined[block.Ordinal]?.Join(state, place) ?? state;
            else if (Similar(states, state) is { } similar) state = similar.Join(state, place);
        }

        if (states.Contains(state)) return;
        states.Add(state);
        work.Enqueue((block, state));
    }

    private static PathState? Similar(List<PathState> states, PathState state) => states.Find(s => s.SameCalls(state));

    private void Visit(BasicBlock block, PathState state)
    {
        if (block.Kind == BasicBlockKind.Exit)
        {
            exits.Add(new ExitCase(state, null, null, null));
            return;
        }

        var states = visited;
        states.Clear();
        states.Add(state);
        var steps = body.StepsOf(graph, block);
        for (var at = 0; at < steps.Count; at++)
        {
            var step = steps[at];
            if (step is IInvocationOperation invocation)
            {
                states = Call(invocation, states, block);
                continue;
            }

            for (var i = 0; i < states.Count; i++)
            {
                Note(step, states[i]);
                states[i] = assignments.Execute(step, states[i]);
            }
        }

        foreach (var s in states)
        {
            if (hasHandlers && !s.Calls.IsEmpty) ends.Add((block, s));
            Leave(block, s);
        }
    }

    // Where a function is made, and with what it can see there.
    private void Note(IOperation step, PathState state)
    {
        switch (step)
        {
            case IFlowAnonymousFunctionOperation lambda:
                body.Created(lambda, graph, state);
                break;
            case IMethodReferenceOperation reference:
                body.Created(reference, graph, state);
                break;
        }
    }

    private List<PathState> Call(IInvocationOperation invocation, List<PathState> states, BasicBlock block)
    {
        if (states.Count != 1) return Each(invocation, states, block);
        var next = effects.Apply(invocation, states[0], block);
        if (next is not IReadOnlyList<PathState> { Count: 1 } one) return next.Distinct().ToList();
        states[0] = one[0];
        return states;
    }

    private List<PathState> Each(IInvocationOperation invocation, List<PathState> states, BasicBlock block) => states.SelectMany(s => effects.Apply(invocation, s, block)).Distinct().ToList();

    private void Leave(BasicBlock block, PathState state)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is null)
        {
            Follow(block.FallThroughSuccessor, block, state);
            return;
        }

        var condition = Evaluator.Evaluate(block.BranchValue, state);
        if (!condition.Equals(ValueKey.False) && EntersLoop(block, state) is { } entered)
        {
            Follow(block.ConditionKind == ControlFlowConditionKind.WhenTrue ? block.ConditionalSuccessor : block.FallThroughSuccessor, block, entered);
            return;
        }

        var jump = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        var isRemembered = (repeatedTests ??= RepeatedTests.Of(graph))[block.Ordinal];
        foreach (var taken in Conditions.Assume(state, condition, jump)) Follow(block.ConditionalSuccessor, block, isRemembered ? Conditions.Remember(taken, condition, jump) : taken);
        foreach (var fallen in Conditions.Assume(state, condition, !jump)) Follow(block.FallThroughSuccessor, block, isRemembered ? Conditions.Remember(fallen, condition, !jump) : fallen);
    }

    // A loop that asks or creates has something to go through: without an item nobody would be asked for, or created, afterwards either.
    private PathState? EntersLoop(BasicBlock block, PathState state)
    {
        if (block.BranchValue is not { IsImplicit: true } next || LoopThatCalls(next.Syntax) is not { } loop || state.Values.ContainsKey(loop)) return null;
        return state.Set((object)loop, ValueKey.True);
    }

    private string? LoopThatCalls(SyntaxNode syntax)
    {
        if (loops.TryGetValue(syntax, out var known)) return known;
        var loop = syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>();
        var isOne = loop is not null && !loop.Statement.Span.Contains(syntax.Span) && loop.Statement.DescendantNodes().Any(n => n is InvocationExpressionSyntax call && TreeFacts.CalledName(call) is { Identifier.ValueText: var name } && (body.Model.FollowedNames.Contains(name) || (call.Expression is IdentifierNameSyntax && LookupNames.IsVariableOfLookup(name))));
        loops.Add(syntax, known = isOne ? "loop " + loop!.SpanStart : null);
        return known;
    }

    private void Follow(ControlFlowBranch? branch, BasicBlock block, PathState state)
    {
        if (branch is null) return;
        foreach (var region in branch.FinallyRegions) EnterFinally(region, state);
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Return:
                var returned = block.BranchValue is { } value && block.ConditionKind == ControlFlowConditionKind.None ? Evaluator.Evaluate(value, state) : null;
                exits.Add(new ExitCase(WithoutStatementValues(state), returned, block.BranchValue?.Syntax, null));
                break;
            case ControlFlowBranchSemantics.Throw:
                var thrown = block.BranchValue is IConversionOperation conversion ? conversion.Operand : block.BranchValue;
                Raise(block, WithoutStatementValues(state), new PendingException(Evaluator.Evaluate(block.BranchValue, state), NoTypes, thrown?.Type) { IsExact = thrown is IObjectCreationOperation });
                break;
            case ControlFlowBranchSemantics.Rethrow:
                Raise(block, WithoutStatementValues(state), state.Exception ?? new PendingException(ValueKey.Opaque("exception"), NoTypes, null));
                break;
            case ControlFlowBranchSemantics.Regular:
                Push(branch.Destination, WithoutStatementValues(state));
                break;
        }
    }

    // What the compiler writes there (the end of a using, foreach or lock) does nothing that matters.
    private void EnterFinally(ControlFlowRegion region, PathState state)
    {
        if (!writtenFinallies.TryGetValue(region, out var isWritten)) writtenFinallies.Add(region, isWritten = IsWritten(region));
        if (isWritten) Push(graph.Blocks[region.FirstBlockOrdinal], WithoutStatementValues(state));
    }

    private bool IsWritten(ControlFlowRegion region)
    {
        for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
        {
            if (graph.Blocks[i].Operations.Any(o => !o.IsImplicit)) return true;
        }

        return false;
    }

    private static PathState WithoutStatementValues(PathState state) => state.EndOfStatement();

    /// <summary>Sends a path that throws to the handlers around, innermost first; what nobody catches leaves the graph.</summary>
    private void Raise(BasicBlock block, PathState state, PendingException exception)
    {
        if (exception.Types.IsEmpty)
        {
            RaiseOne(block, state, exception);
            return;
        }

        foreach (var name in exception.Types) RaiseOne(block, state, exception with { Types = NoTypes, Type = body.Model.TypeOf(name) });
    }

    private void RaiseOne(BasicBlock block, PathState state, PendingException exception)
    {
        state = WithoutStatementValues(state);
        // The regions around a lambda belong to another graph, and to another run.
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } around) continue;
            if (around.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                EnterFinally(around.NestedRegions[1], state);
                continue;
            }

            foreach (var handler in around.NestedRegions)
            {
                if (handler.Kind is not (ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)) continue;
                var certain = Catches(handler.ExceptionType, exception, out var possible);
                if (!possible) continue;
                Push(graph.Blocks[handler.FirstBlockOrdinal], state.With(exception));
                if (certain && handler.Kind == ControlFlowRegionKind.Catch) return;
            }
        }

        exits.Add(new ExitCase(state.With(null), null, null, exception));
    }

    private static bool Catches(ITypeSymbol? handler, PendingException exception, out bool possible)
    {
        var thrown = exception.Type;
        possible = true;
        if (handler is null || handler.SpecialType == SpecialType.System_Object || handler is { Name: "Exception", ContainingNamespace.Name: "System" }) return true;
        if (thrown is null)
        {
            // A failure of an unknown type may be of any type that is about requests.
            possible = handler.Name.Contains("Http") || handler.Name.Contains("Api") || handler.Name.Contains("Web") || handler.Name.Contains("Intercom");
            return false;
        }

        if (thrown.Is(handler)) return true;
        possible = !exception.IsExact && handler.Is(thrown);
        return false;
    }

    /// <summary>The operations of a block that change what a path knows, in evaluation order.</summary>
    public static IReadOnlyList<IOperation> StepsOf(BasicBlock block)
    {
        var steps = new List<IOperation>();
        foreach (var operation in block.Operations) Collect(operation);
        if (block.BranchValue is { } value) Collect(value);
        return steps;

        void Collect(IOperation operation)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            foreach (var child in operation.ChildOperations) Collect(child);
            if (operation is ISimpleAssignmentOperation { Parent: IAnonymousObjectCreationOperation or IObjectOrCollectionInitializerOperation }) return;
            if (operation is IInvocationOperation or IFlowAnonymousFunctionOperation or IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } or IFlowCaptureOperation or ISimpleAssignmentOperation or IDeconstructionAssignmentOperation
                or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IIsPatternOperation) steps.Add(operation);
        }
    }
}
