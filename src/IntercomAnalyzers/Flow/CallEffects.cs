using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>What a call does to a path: an Intercom call, a test of an answer, a lambda that runs, a method that is followed.</summary>
internal sealed class CallEffects(BodyWalker body, ControlFlowGraph graph, Action<BasicBlock, PathState, PendingException> raise, Assignments assignments)
{
    private const int MaximumSiteDepth = 6;

    private static readonly ImmutableArray<string> StatusException = ImmutableArray.Create("System.Net.Http.HttpRequestException");
    private static readonly ImmutableArray<string> JsonExceptions = ImmutableArray.Create("System.Text.Json.JsonException", "Newtonsoft.Json.JsonException");
    private static readonly ImmutableArray<string> AggregateException = ImmutableArray.Create("System.AggregateException");
    private static readonly ImmutableArray<string> TooManyException = ImmutableArray.Create("System.InvalidOperationException");

    private CompilationModel Model => body.Model;

    private ValueEvaluator Evaluator => body.Model.Evaluator;

    public IEnumerable<PathState> Apply(IInvocationOperation invocation, PathState state, BasicBlock block)
    {
        var method = invocation.TargetMethod;
        var receiver = invocation.Instance is null ? null : Evaluator.Evaluate(invocation.Instance, state);
        var arguments = Evaluator.Arguments(invocation, state);

        var asked = new ClientCall(invocation.Syntax, method, receiver, arguments, body.ContainingType, Model);
        if (Model.ClientOf(method) is { } client && body.Recognise(client, asked) is { } call)
        {
            return [Made(invocation.Syntax, call, state, block)];
        }

        if (CacheReads.Recognise(method, receiver, arguments) is { } read) return ReadsCache(invocation, method, arguments, read, state, block);
        if (Model.Build(asked) is { } built)
        {
            return [SetValue(Changed(state, built), invocation.Syntax, built.Value)];
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && receiver is { Kind: ValueKeyKind.Function })
        {
            return Continue(body.RunFunction(receiver, state, arguments), invocation, state, block, returnsIt: true);
        }

        if (method.MethodKind == MethodKind.LocalFunction && BodyWalker.IsInScope(method.OriginalDefinition, graph))
        {
            var local = graph.GetLocalFunctionControlFlowGraphInScope(method.OriginalDefinition, Model.CancellationToken);
            return Continue(body.RunLocal(method, local, state, arguments), invocation, state, block, returnsIt: true);
        }

        if (arguments.Any(a => a is { Kind: ValueKeyKind.Function, Datum: SyntaxNode function } && DoesSomething(function)) && RunsNow(invocation))
        {
            if (Model.Implementation(method) is { } runner && body.RunMethod(runner, receiver, state, arguments) is { } ran) return Continue(ran, invocation, state, block, returnsIt: true);
            return RunArguments(invocation, method, arguments, state, block);
        }

        if (Appends(invocation, method, receiver, arguments, state) is { } appended) return [appended];
        if (RunsHere(method, receiver, arguments, state) && Model.Implementation(method) is { } told && body.RunMethod(told, receiver, state, arguments) is { } outcomes) return Continue(outcomes, invocation, state, block, returnsIt: true);

        if (Test(invocation, method, receiver, arguments, state, block) is { } tested) return tested;
        if (Followed(invocation, method, receiver, arguments, state, block) is { } followed) return followed;
        if (method.OriginalDefinition.DeclaringSyntaxReferences.Length > 0 && Model.Implementation(method) is { } builder && Model.Built(builder) is { IsEmpty: false } objects)
        {
            return Built(objects, Substitution.Parameters(builder, receiver, arguments), invocation, state);
        }

        // What is put into a collection decides where the collection is asked.
        if (method.Name is "Add" or "AddRange" or "UnionWith" or "TryAdd" or "Enqueue" or "Push") state = arguments.Where(a => a is { HasResult: true }).Aggregate(state, (s, a) => Conditions.Tested(s, a!));
        if (!state.Calls.IsEmpty && IsQuery(method)) state = AskedInside(arguments, state);
        var value = Evaluator.OfCall(method, receiver, arguments, invocation.Syntax);

        // What comes out beside an answer depends on it.
        state = AssignOutputs(invocation, state, value.HasResult ? ValueKey.Member(value, "out") : null);
        state = Fill(invocation, method, receiver, arguments, state);
        return [SetValue(state, invocation.Syntax, value)];
    }

    private static IEnumerable<PathState> Built(ImmutableArray<ValueKey> objects, Func<ValueKey, ValueKey> map, IInvocationOperation invocation, PathState state) =>
        objects.Select(value => SetValue(state, invocation.Syntax, map(value))).Distinct();

    // An Intercom call is made here: it may throw, or it answers.
    private PathState Made(SyntaxNode syntax, IntercomCall call, PathState state, BasicBlock block)
    {
        body.Found(new Occurrence(syntax, call, state));
        var site = new CallSite(syntax);
        var thrown = call.AnswersFailures ? StatusSet.Failed : StatusSet.Any & ~StatusSet.Success;
        if (!call.Failures.IsEmpty)
        {
            // Whoever blocks on the task gets its failures wrapped.
            var failures = syntax.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "Wait" } ? AggregateException : call.Failures;
            raise(block, state.Set(site, new CallState(call, thrown, MatchSet.Any, FailureCause.Caught)), new PendingException(ValueKey.Thrown(site), failures, null));
        }

        var answered = call.AnswersFailures ? StatusSet.Any : call.NullMeansFailure ? StatusSet.Success | StatusSet.Failed : StatusSet.Success;
        var result = ValueKey.Result(site);
        state = state.ForgetAnswers(site);
        return SetValue(state.Set(site, new CallState(call, answered, MatchSet.Any, FailureCause.None)), syntax, result);
    }

    // A request object changes in place: every name for it sees the change.
    private static PathState Changed(PathState state, BuiltRequest built)
    {
        foreach (var pair in state.Values)
        {
            if (built.Changed is { } changed && pair.Value.Equals(changed)) state = state.Set(pair.Key, built.Value);
            else if (built is { Owner: { } owner, Body: { } body } && pair.Value.Kind == ValueKeyKind.Object && owner.Equals(pair.Value.Field(BuiltRequest.Mark))) state = state.Set(pair.Key, pair.Value.With(BuiltRequest.BodyMember, body));
        }

        return state;
    }

    // A cache is asked here. One that makes the missing entry itself runs its factory on a miss only.
    private IEnumerable<PathState> ReadsCache(IInvocationOperation invocation, IMethodSymbol method, ImmutableArray<ValueKey?> arguments, IntercomCall read, PathState state, BasicBlock block)
    {
        var site = new CallSite(invocation.Syntax);
        var result = ValueKey.Result(site);
        state = state.ForgetAnswers(site);
        var known = new CallState(read, StatusSet.Success, MatchSet.None | MatchSet.One, FailureCause.None);
        if (arguments.FirstOrDefault(a => a is { Kind: ValueKeyKind.Function }) is not { } factory)
        {
            return [SetValue(AssignOutputs(invocation, state.Set(site, known), ValueKey.Member(result, "out")), invocation.Syntax, result)];
        }

        var missed = state.Set(site, known with { Matches = MatchSet.None });
        var made = body.RunFunction(factory, missed, Handed(method, arguments, arguments.IndexOf(factory)));
        return Continue(made, invocation, missed, block, returnsIt: true).Append(SetValue(state.Set(site, known with { Matches = MatchSet.One }), invocation.Syntax, ValueKey.Opaque(invocation.Syntax)));
    }

    // A query whose lambda looks at an answer lets that answer decide what the query gives.
    private static PathState AskedInside(ImmutableArray<ValueKey?> arguments, PathState state)
    {
        foreach (var argument in arguments)
        {
            if (argument is not { Kind: ValueKeyKind.Function, Datum: SyntaxNode function }) continue;
            var names = function.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText).ToImmutableHashSet(StringComparer.Ordinal);
            foreach (var pair in state.Values)
            {
                if (pair.Value.HasResult && pair.Key is ILocalSymbol or IParameterSymbol && names.Contains(((ISymbol)pair.Key).Name)) state = Conditions.Tested(state, pair.Value);
            }
        }

        return state;
    }

    private static bool IsQuery(IMethodSymbol method) => method.ContainingNamespace is { Name: "Linq", ContainingNamespace.Name: "System" };

    // Members of an answer that throw, or narrow what it can be.
    private IEnumerable<PathState>? Test(IInvocationOperation invocation, IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state, BasicBlock block)
    {
        var subject = receiver ?? (arguments.Length > 0 ? arguments[0] : null);
        if (subject?.FirstSite() is not { } site || !state.Calls.TryGetValue(site, out var call)) return null;
        switch (method.Name)
        {
            case "EnsureSuccessStatusCode":
                var failed = call.Status & ~StatusSet.Success;
                if (failed != StatusSet.None)
                {
                    raise(block, state.Set(site, call with { Status = failed, Cause = FailureCause.Caught }), new PendingException(ValueKey.Thrown(site), StatusException, null));
                }

                return (call.Status & StatusSet.Success) == 0 ? [] : [SetValue(state.Set(site, call with { Status = StatusSet.Success }), invocation.Syntax, subject)];
            case "ReadFromJsonAsync" or "Deserialize" or "DeserializeAsync" or "DeserializeObject" or "Parse" or "ParseAsync" or "ReadAsAsync":
                raise(block, state.Set(site, call with { Status = StatusSet.Failed, Cause = FailureCause.Unreadable }), new PendingException(ValueKey.Thrown(site), JsonExceptions, null));
                return null;
            case "Single" or "SingleOrDefault" when (call.Matches & MatchSet.Many) != 0:
                raise(block, state.Set(site, call with { Matches = MatchSet.Many }), new PendingException(ValueKey.Opaque((invocation.Syntax, "too many")), TooManyException, null));
                return call.Matches == MatchSet.Many
                    ? []
                    : [SetValue(state.Set(site, call with { Matches = call.Matches & ~MatchSet.Many }), invocation.Syntax, Evaluator.OfCall(method, receiver, arguments, invocation.Syntax))];
            default:
                return null;
        }
    }

    private IEnumerable<PathState> RunArguments(IInvocationOperation invocation, IMethodSymbol method, ImmutableArray<ValueKey?> arguments, PathState state, BasicBlock block)
    {
        IEnumerable<PathState> states = [state];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is not { Kind: ValueKeyKind.Function } argument) continue;
            var handed = Handed(method, arguments, i);
            states = states.SelectMany(s => Continue(body.RunFunction(argument, s, handed), invocation, s, block, ReturnsResultOf(method, argument))).Distinct().ToList();
        }

        // A query over an answer is still about that answer.
        if (arguments.Any(a => a is { HasResult: true }) || invocation.Instance is not null)
        {
            var receiver = invocation.Instance is null ? null : Evaluator.Evaluate(invocation.Instance, state);
            var value = Evaluator.OfCall(method, receiver, arguments, invocation.Syntax);
            if (value.HasResult) return states.Select(s => SetValue(s, invocation.Syntax, value));
        }

        return states.Select(s => s.ResultOf(invocation.Syntax) is not null ? s : SetValue(s, invocation.Syntax, ValueKey.Opaque(invocation.Syntax)));
    }

    // A lambda or local function has run as a part of this call.
    private IEnumerable<PathState> Continue(IReadOnlyList<ExitCase>? exits, IInvocationOperation invocation, PathState state, BasicBlock block, bool returnsIt)
    {
        if (exits is null) return [SetValue(state, invocation.Syntax, ValueKey.Opaque(invocation.Syntax))];
        var states = new List<PathState>();
        foreach (var exit in exits.Reduce(8))
        {
            var after = exit.State.WithResultsOf(state);
            if (exit.Exception is { } exception)
            {
                raise(block, after, exception);
                continue;
            }

            // The predicate of a query lets an answer decide what the query gives.
            if (!returnsIt && exit.Returned is { HasResult: true, Kind: ValueKeyKind.Compare or ValueKeyKind.Not or ValueKeyKind.And or ValueKeyKind.Or or ValueKeyKind.Call } predicate) after = Conditions.Tested(after, predicate);
            states.Add(SetValue(after.With(state.Exception), invocation.Syntax, returnsIt && exit.Returned is { } returned ? returned : ValueKey.Opaque(invocation.Syntax)));
        }

        return states;
    }

    // What a method hands on to a delegate: the one of its own arguments that has the type of the delegate's parameter (a key, a state).
    private static ValueKey?[] Handed(IMethodSymbol method, ImmutableArray<ValueKey?> arguments, int function)
    {
        if (function < 0 || function >= method.Parameters.Length || (method.Parameters[function].Type as INamedTypeSymbol)?.DelegateInvokeMethod is not { } invoke) return [];
        var handed = new ValueKey?[invoke.Parameters.Length];
        for (var i = 0; i < handed.Length; i++)
        {
            foreach (var parameter in method.Parameters)
            {
                if (!SymbolEqualityComparer.Default.Equals(parameter.Type, invoke.Parameters[i].Type) || parameter.Ordinal >= arguments.Length) continue;
                if (handed[i] is not null) return [];
                handed[i] = arguments[parameter.Ordinal];
            }
        }

        return handed;
    }

    // Text that is put together call by call, in a builder or in the handler of an interpolated string.
    private PathState? Appends(IInvocationOperation invocation, IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state)
    {
        var isHandler = method.Name is "AppendLiteral" or "AppendFormatted" && method.ContainingType.Name == "DefaultInterpolatedStringHandler";
        if (receiver is null || arguments is not [{ } appended, ..] || !(isHandler || (arguments.Length == 1 && method is { Name: "Append", ContainingType.Name: "StringBuilder" }))) return null;
        var joined = ValueKey.Concat([receiver, appended]);
        var root = invocation.Instance;
        while (root is IInvocationOperation { TargetMethod: { Name: "Append", ContainingType.Name: "StringBuilder" } } before) root = before.Instance;
        if (root is ILocalReferenceOperation or IFlowCaptureReferenceOperation) state = assignments.Filled(state, root, joined);
        return SetValue(state, invocation.Syntax, joined);
    }

    // Own methods that judge an answer: they test a response, make a request, or belong to an object that holds an answer and say whether there is one.
    private bool RunsHere(IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state) =>
        method.OriginalDefinition.DeclaringSyntaxReferences.Length == 1 && !Model.IsFollowed(method)
        && ((receiver is { Kind: ValueKeyKind.Object } && !state.Calls.IsEmpty && method.ReturnType.Awaited().SpecialType == SpecialType.System_Boolean) || (arguments.Any(a => a is { Kind: ValueKeyKind.Result }) ? Model.TestsStatus(method) : method.ReturnType.Awaited() is { Name: "HttpRequestMessage", ContainingNamespace.Name: "Http" }));

    private static bool ReturnsResultOf(IMethodSymbol method, ValueKey function)
    {
        if (method.ReturnsVoid || IsQuery(method)) return false;
        return function.Datum is LambdaExpressionSyntax or AnonymousMethodExpressionSyntax or LocalFunctionStatementSyntax;
    }

    // A method that hands the result of its lambda back runs it; one that answers something else (a route, a registration) keeps it for later.
    private bool RunsNow(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (method.OriginalDefinition.DeclaringSyntaxReferences.Length > 0 || method.ContainingNamespace?.ToDisplayString().StartsWith("Polly", StringComparison.Ordinal) == true) return true;
        var returned = method.ReturnType.Awaited();
        foreach (var argument in invocation.Arguments)
        {
            var type = ((argument.Value is IConversionOperation conversion ? conversion.Operand : argument.Value) as IDelegateCreationOperation)?.Target switch
            {
                IFlowAnonymousFunctionOperation lambda => lambda.Symbol.ReturnType,
                IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } local } => local.ReturnType,
                _ => null,
            };
            if (type is null) continue;
            if (IsNothing(type) ? IsNothing(method.ReturnType) : Mentions(returned, type.Awaited())) return true;
        }

        return false;
    }

    private static bool IsNothing(ITypeSymbol type) => type.SpecialType == SpecialType.System_Void || type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 };

    private static bool Mentions(ITypeSymbol type, ITypeSymbol part) =>
        SymbolEqualityComparer.Default.Equals(type, part) || (type is INamedTypeSymbol named && named.TypeArguments.Any(a => Mentions(a, part)));

    private static bool DoesSomething(SyntaxNode function) => function.DescendantNodes().Any(n => n is InvocationExpressionSyntax or AwaitExpressionSyntax);

    // A method of this compilation: its ways out become ways on from here.
    private IEnumerable<PathState>? Followed(IInvocationOperation invocation, IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state, BasicBlock block)
    {
        if (!Model.IsFollowed(method)) return Presumed(invocation, method, arguments, state);
        var inSource = method.OriginalDefinition.DeclaringSyntaxReferences.Length > 0;
        if (inSource) body.Called(new FollowedCall(invocation.Syntax, method, receiver, arguments, state));
        if (!inSource || Model.Implementation(method) is not { } implementation || Model.Follow(implementation) is not { } result) return Presumed(invocation, method, arguments, state);
        if (result.Summary is { } summary) return Taken(invocation, implementation, result, summary, receiver, arguments, state, block);
        body.GiveUp();
        return [];
    }

    private IEnumerable<PathState> Taken(IInvocationOperation invocation, IMethodSymbol implementation, BodyResult result, ImmutableArray<ExitCase> summary, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state, BasicBlock block)
    {
        var parameters = Substitution.Parameters(implementation, receiver, arguments);
        var sites = Substitution.Sites(invocation.Syntax);
        ValueKey Map(ValueKey key) => sites(parameters(key));

        state = state.ForgetAnswers(s => ReferenceEquals(s.Syntax, invocation.Syntax));
        if (GeneratedCall(implementation, result, Map) is { } generated) return [Made(invocation.Syntax, generated, state, block)];
        var states = new List<PathState>();
        foreach (var exit in summary)
        {
            if (Import(invocation.Syntax, exit.State, state, Map) is not { } after) continue;
            if (exit.Exception is { } exception)
            {
                raise(block, after, exception with { Value = Map(exception.Value) });
                continue;
            }

            foreach (var argument in invocation.Arguments.Where(IsOutput))
            {
                after = AssignOutput(argument, after, exit.State.Values.TryGetValue(implementation.Parameters[argument.Parameter!.Ordinal], out var output) ? Map(output) : null);
            }

            var returned = exit.Returned is { } value ? Map(value) : ValueKey.Opaque(invocation.Syntax);
            states.AddRange(Answers(after, returned, invocation.TargetMethod).Select(a => SetValue(Answered(a.State, invocation.Syntax), invocation.Syntax, a.Value)));
        }

        return states.Distinct();
    }

    // A generated client's method that creates is the call that its user makes: nothing is reported inside of generated code.
    private IntercomCall? GeneratedCall(IMethodSymbol method, BodyResult result, Func<ValueKey, ValueKey> map)
    {
        var creates = result.Occurrences.FirstOrDefault(o => o.Call.Kind is CallKind.Create or CallKind.Upsert or CallKind.Convert);
        if (creates is null || !(GeneratedCode.IsGenerated(method) || method.DeclaringSyntaxReferences.Any(r => Model.IsGenerated(r.SyntaxTree)))) return null;
        return creates.Call.Replace(map) with { Resolve = null, AnswersFailures = false };
    }

    // A method that answers whether a call succeeded has judged the call itself: its two answers are two ways on.
    private static IEnumerable<(PathState State, ValueKey Value)> Answers(PathState state, ValueKey returned, IMethodSymbol method)
    {
        if (method.ReturnType.Awaited().SpecialType != SpecialType.System_Boolean || !returned.HasResult) return [(state, returned)];
        return new[] { true, false }.SelectMany(outcome => Conditions.Assume(state, returned, outcome).Select(s => (s, ValueKey.Constant(outcome))));
    }

    // A followed method that answered in spite of a failure is the one to blame for it, not its caller.
    private static PathState Answered(PathState state, SyntaxNode syntax)
    {
        foreach (var pair in state.Calls)
        {
            if (ReferenceEquals(pair.Key.Syntax, syntax) && pair.Value.Cause != FailureCause.None) state = state.Set(pair.Key, pair.Value with { Cause = FailureCause.None });
        }

        return state;
    }

    private PathState? Import(SyntaxNode syntax, PathState callee, PathState state, Func<ValueKey, ValueKey> map)
    {
        var before = state;
        foreach (var pair in callee.Calls)
        {
            if (pair.Key.Depth >= MaximumSiteDepth) continue;
            var call = pair.Value.Call.Replace(map);
            if (call.Pending is { } request)
            {
                if (HttpRoutes.Settle(request, (HttpOrigin)call.Origin!) is not { } settled) continue;
                call = settled with { Resolve = null };
                if (call.Pending is null) body.Found(new Occurrence(syntax, call, before));
            }

            state = state.Set(new CallSite(syntax, pair.Key), pair.Value with { Call = call });
        }

        foreach (var pair in callee.Truths) state = state.Set(map(pair.Key), pair.Value.Value);
        return state;
    }

    // A method that cannot be followed but is named like a lookup, in a type that is about contacts, is believed – for the values that go in, and for nothing else.
    private IEnumerable<PathState>? Presumed(IInvocationOperation invocation, IMethodSymbol method, ImmutableArray<ValueKey?> arguments, PathState state)
    {
        if (!LookupNames.IsPresumedLookup(method) || Model.AsksElsewhere(method)) return null;
        var asked = arguments.Where(a => a is not null && a.Kind is not (ValueKeyKind.Constant or ValueKeyKind.Function)).Select(a => new SentIdentifier(LookupNames.AnyIdentifier, a!));
        var call = new IntercomCall(CallKind.Lookup, LookupNames.Presumed, method.Name) { Asked = asked.ToImmutableArray(), IsPresumed = true };
        if (call.Asked.IsEmpty) return null;
        var site = new CallSite(invocation.Syntax);
        state = AssignOutputs(invocation, state, null);
        return [SetValue(state.Set(site, new CallState(call, StatusSet.Success, MatchSet.Any, FailureCause.None)), invocation.Syntax, ValueKey.Opaque(invocation.Syntax))];
    }

    private static PathState AssignOutputs(IInvocationOperation invocation, PathState state, ValueKey? value)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (IsOutput(argument)) state = AssignOutput(argument, state, value);
        }

        return state;
    }

    private static bool IsOutput(IArgumentOperation argument) => argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref };

    private static PathState AssignOutput(IArgumentOperation argument, PathState state, ValueKey? value)
    {
        var target = argument.Value is IDeclarationExpressionOperation declaration ? declaration.Expression : argument.Value;
        var assigned = value ?? ValueKey.Opaque((argument.Syntax, "output"));
        return target is ILocalReferenceOperation local ? state.Forget(assigned).Set(local.Local, assigned) : state;
    }

    // payload.Add("email", value), payload.Add(new JProperty("email", value))
    private PathState Fill(IInvocationOperation invocation, IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state)
    {
        if (method.Name is not ("Add" or "TryAdd")) return state;
        var (target, instance, inputs) = receiver is null && method.IsExtensionMethod && arguments.Length > 0
            ? (arguments[0], invocation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value, arguments.RemoveAt(0))
            : (receiver, invocation.Instance, arguments);
        while (instance is IConversionOperation conversion) instance = conversion.Operand;
        if (target is not { Kind: ValueKeyKind.Object } || instance is null) return state;
        var filled = inputs switch
        {
            [{ Datum: string key }, { } value] => target.With(key, value),
            [{ Kind: ValueKeyKind.Object } property] when ValueEvaluator.WithProperty(target, property) is { } added => added,
            _ => target.With(Identity.Unreadable, ValueKey.True),
        };
        return assignments.Filled(state, instance, filled);
    }

    private static PathState SetValue(PathState state, SyntaxNode syntax, ValueKey value) => state.Set(syntax, value);
}
