using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <summary>What a call does to a path: an Intercom call, a test of an answer, a lambda that runs, a method that is followed.</summary>
internal sealed partial class CallEffects(BodyWalker body, ControlFlowGraph graph, Action<BasicBlock, PathState, PendingException> raise, Assignments assignments)
{
    private const int MaximumSiteDepth = 6;

    private static readonly string[] Changing = ["Add", "Insert", "Remove", "Clear", "Union", "Except", "Intersect", "SymmetricExcept", "Dequeue", "Pop", "Try", "ForEach"];

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

        if (arguments.Any(a => a is { Kind: ValueKeyKind.Function, Datum: SyntaxNode function } && DoesSomething(function)) && (RunsNow(invocation) || IsFilter(method)))
        {
            if (Model.Implementation(method, receiver) is { } runner && body.RunMethod(runner, receiver, state, arguments) is { } ran) return Continue(ran, invocation, state, block, returnsIt: true);
            return RunArguments(invocation, method, arguments, state, block);
        }

        if (Appends(invocation, method, receiver, arguments, state) is { } appended) return [appended];
        if (RunsHere(method, receiver, arguments, state) && Model.Implementation(method, receiver) is { } told && body.RunMethod(told, receiver, state, arguments) is { } outcomes) return Continue(outcomes, invocation, state, block, returnsIt: true);

        if (Test(invocation, method, receiver, arguments, state, block) is { } tested) return tested;
        if (Followed(invocation, method, receiver, arguments, state, block) is { } followed) return followed;
        if (method.OriginalDefinition.DeclaringSyntaxReferences.Length > 0 && Model.Implementation(method) is { } builder && Model.Built(builder) is { IsEmpty: false } objects)
        {
            return Built(objects, Substitution.Parameters(builder, receiver, arguments), invocation, state);
        }

        // ArgumentException.ThrowIfNullOrEmpty(id): behind it there is one.
        if (method is { Name: "ThrowIfNull" or "ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace", ContainingType: { Name: "ArgumentNullException" or "ArgumentException", ContainingNamespace.Name: "System" } } && arguments is [{ } checkedValue, ..]) return Conditions.Assume(state, ValueKey.Compare("==", checkedValue, ValueKey.Null), false);

        // What is put into a collection decides where the collection is asked.
        if (method.Name is "Add" or "AddRange" or "UnionWith" or "TryAdd" or "Enqueue" or "Push" && method.ContainingType.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)) state = arguments.Where(a => a is { HasResult: true }).Aggregate(state, (s, a) => Conditions.Tested(s, a!));
        if (!state.Calls.IsEmpty && IsQuery(method)) state = AskedInside(arguments, state);
        if (method.Name is "Except" or "ExceptBy" or "Intersect" or "IntersectBy" or "Join" or "GroupJoin" && IsQuery(method)) state = arguments.Skip(1).Where(a => a is { HasResult: true }).Aggregate(state, (s, a) => Conditions.Tested(s, a!));
        var value = Evaluator.OfCall(method, receiver, arguments, invocation.Syntax);

        // What comes out beside an answer depends on it.
        state = AssignOutputs(invocation, state, value.HasResult ? ValueKey.Member(value, "out") : null);
        state = Fill(invocation, method, receiver, arguments, state);
        state = ForgetContents(invocation, method, state);
        if (!method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty) state = FillArguments(invocation, method, receiver, arguments, state);
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

    // Run where it stands, for what it keeps is gone through later.
    private static bool IsFilter(IMethodSymbol method) => method.Name == "Where" && IsQuery(method);

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

    // Text that is put together call by call, in a builder or in the handler of an interpolated string.
    private PathState? Appends(IInvocationOperation invocation, IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state)
    {
        var isHandler = method.Name is "AppendLiteral" or "AppendFormatted" && method.ContainingType.Name == "DefaultInterpolatedStringHandler";
        if (receiver is null || arguments is not [{ } appended, ..] || !(isHandler || (arguments.Length == 1 && method is { Name: "Append", ContainingType.Name: "StringBuilder" }))) return null;
        // A setter has put a slash behind the host.
        var isBare = receiver.Datum is string { Length: > 0 } host && host[host.Length - 1] != '/' && appended.Datum is string { Length: > 0 } route && char.IsLetter(route[0]) && HttpAddress.Parse(receiver) is { Host: HostKind.Intercom, Segments.IsEmpty: true, Query.IsEmpty: true };
        var joined = ValueKey.Concat(isBare ? [receiver, ValueKey.Constant("/"), appended] : [receiver, appended]);
        var root = invocation.Instance;
        while (root is IInvocationOperation { TargetMethod: { Name: "Append", ContainingType.Name: "StringBuilder" } } before) root = before.Instance;
        if (root is ILocalReferenceOperation or IFlowCaptureReferenceOperation) state = assignments.Filled(state, root, joined);
        return SetValue(state, invocation.Syntax, joined);
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
        if (method.Name is not ("Add" or "TryAdd" or "Enqueue" or "Push")) return state;
        var (target, instance, inputs) = receiver is null && method.IsExtensionMethod && arguments.Length > 0
            ? (arguments[0], invocation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value, arguments.RemoveAt(0))
            : (receiver, invocation.Instance, arguments);
        while (instance is IConversionOperation conversion) instance = conversion.Operand;
        if (instance is not null && target is not { Kind: ValueKeyKind.Object } && inputs is [{ Datum: string entry }, { } content]) return assignments.FilledInside(state, instance, entry, content);
        if (target is not { Kind: ValueKeyKind.Object } || instance is null) return state;
        var filled = inputs switch
        {
            [{ Datum: string key }, { } value] => target.With(key, value),
            [{ Kind: ValueKeyKind.Object } property] when ValueEvaluator.WithProperty(target, property) is { } added => added,
            [{ } item] => CollectedItems.With(target.With(Identity.Unreadable, ValueKey.True), item, state),
            _ => target.With(Identity.Unreadable, ValueKey.True),
        };
        return assignments.Filled(state, instance, filled);
    }

    // Whoever is handed a collection that can be changed may change it, as do its own methods but those that put in or look.
    private PathState ForgetContents(IInvocationOperation invocation, IMethodSymbol method, PathState state)
    {
        if (invocation.Instance is { } collection && Changes(method.Name) && CollectedItems.IsKnown(Evaluator.Evaluate(collection, state))) state = assignments.Filled(state, collection, ValueKey.Opaque((invocation.Syntax, "contents")));
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Type.Name is "List" or "IList" or "ICollection" or "HashSet" or "ISet" or "Queue" or "Stack" or "Collection" && CollectedItems.IsKnown(Evaluator.Evaluate(argument.Value, state)))
            {
                state = assignments.Filled(state, argument.Value, ValueKey.Opaque((argument.Syntax, "contents")));
            }
        }

        return state;

        static bool Changes(string name) => name is not ("Add" or "TryAdd" or "Enqueue" or "Push") && Changing.Any(c => name.StartsWith(c, StringComparison.Ordinal));
    }

    // SetIdentity(user, person): a method of the project sets members of an object that it is handed.
    private PathState FillArguments(IInvocationOperation invocation, IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, PathState state)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { } parameter || arguments[parameter.Ordinal] is not { Kind: ValueKeyKind.Object } filled) continue;
            foreach (var (ordinal, member, value) in Model.ArgumentValues(method))
            {
                if (ordinal != parameter.Ordinal) continue;
                filled = value is null ? filled.With(Identity.Unreadable, ValueKey.True) : filled.With(member, Substitution.Parameters(method, receiver, arguments)(value));
            }

            var owner = argument.Value;
            while (owner is IConversionOperation conversion) owner = conversion.Operand;
            if (!filled.Equals(arguments[parameter.Ordinal])) state = assignments.Filled(state, owner, filled);
        }

        return state;
    }

    private static PathState SetValue(PathState state, SyntaxNode syntax, ValueKey value) => state.Set(syntax, value);
}
