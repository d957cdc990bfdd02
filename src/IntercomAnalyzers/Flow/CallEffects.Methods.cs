using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <content>Methods of this compilation: followed, or believed.</content>
internal sealed partial class CallEffects
{
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
            if (Import(invocation.Syntax, exit, state, Map) is not { } after) continue;
            if (exit.Exception is { } exception)
            {
                raise(block, after, exception with { Value = Map(exception.Value) });
                continue;
            }

            foreach (var argument in invocation.Arguments.Where(IsOutput))
            {
                after = AssignOutput(argument, after, exit.State.Values.TryGetValue(implementation.Parameters[argument.Parameter!.Ordinal], out var output) ? Map(output) : null);
            }

            // What the method keeps of an answer in members of its object.
            foreach (var pair in exit.State.Values)
            {
                if (pair.Key is ISymbol member and (IFieldSymbol or IPropertySymbol)) after = invocation.Instance is null or IInstanceReferenceOperation ? after.Set(member, Map(pair.Value)) : receiver is null ? after : after.Set((object)ValueKey.Member(receiver, member), Map(pair.Value));
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

    private PathState? Import(SyntaxNode syntax, ExitCase exit, PathState state, Func<ValueKey, ValueKey> map)
    {
        var callee = exit.State;
        var before = state;
        foreach (var pair in callee.Calls)
        {
            if (pair.Key.Depth >= MaximumSiteDepth) continue;

            // Every way out of every create would double the paths of its callers.
            if (exit.Exception is not null && pair.Value is { Status: not StatusSet.Conflict, Call: { Kind: CallKind.Create, Pending: null } } && !MayCatchConflict(syntax)) continue;
            var call = pair.Value.Call.Replace(map);
            if (call.Pending?.Replace(OfThisClass) is { } request)
            {
                if (HttpRoutes.Settle(request, OriginOf(request, pair.Value.Call)) is not { } settled) continue;
                call = settled with { Resolve = null };
                if (call.Pending is null) body.Found(new Occurrence(syntax, call, before));
            }

            state = state.Set(new CallSite(syntax, pair.Key), pair.Value with { Call = call });
        }

        foreach (var pair in callee.Truths) state = state.Set(map(pair.Key), pair.Value.Value);
        return state;
    }

    // What a base class leaves to this class: protected override string Route => "contacts".
    private ValueKey OfThisClass(ValueKey value) => value.Replace(k =>
        k is { Kind: ValueKeyKind.Member, Parts: [{ Kind: ValueKeyKind.This }], SymbolDatum: IPropertySymbol { IsAbstract: true } or IPropertySymbol { IsVirtual: true } } && body.ContainingType?.GetMembers(k.Name!).OfType<IPropertySymbol>().FirstOrDefault(p => p.IsOverride) is { } own
            ? Model.Initializer(own) is { } initializer ? Evaluator.Evaluate(initializer, PathState.Empty) : null
            : null);

    // The client may be handed over, or be that of a base class which this class made.
    private HttpOrigin OriginOf(HttpRequest request, IntercomCall inner) =>
        request.Client is { } client && (!client.Equals(inner.Pending!.Client) || client is { Kind: ValueKeyKind.Member, Parts: [{ Kind: ValueKeyKind.This }] }) ? Model.HttpOrigins.Of(client, body.ContainingType) : (HttpOrigin)inner.Origin!;

    // A handler around the call looks at the status of what was thrown.
    private static bool MayCatchConflict(SyntaxNode call) =>
        call.Ancestors().TakeWhile(a => a is not MemberDeclarationSyntax).OfType<TryStatementSyntax>().Any(t => t.Block.Span.Contains(call.Span)
            && t.Catches.Any(c => c.Filter is not null || c.Block.DescendantNodes().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "StatusCode" or "Conflict" })));

    private static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };

    // A method that cannot be followed but is named like a lookup, in a type that is about contacts, is believed – for the values that go in, and for nothing else.
    private IEnumerable<PathState>? Presumed(IInvocationOperation invocation, IMethodSymbol method, ImmutableArray<ValueKey?> arguments, PathState state)
    {
        var isLookup = method.MethodKind == MethodKind.DelegateInvoke ? VariableOf(invocation.Instance) is { } variable && LookupNames.IsPresumedLookup(variable, body.ContainingType) : LookupNames.IsPresumedLookup(method) && !Model.AsksElsewhere(method);
        if (!isLookup) return null;
        var asked = arguments.Where(a => a is not null && a.Kind is not (ValueKeyKind.Constant or ValueKeyKind.Function)).Select(a => new SentIdentifier(LookupNames.AnyIdentifier, a!));
        var call = new IntercomCall(CallKind.Lookup, LookupNames.Presumed, method.Name) { Asked = asked.ToImmutableArray(), IsPresumed = true };
        if (call.Asked.IsEmpty) return null;
        var site = new CallSite(invocation.Syntax);
        state = AssignOutputs(invocation, state, null);
        return [SetValue(state.Set(site, new CallState(call, StatusSet.Success, MatchSet.Any, FailureCause.None)), invocation.Syntax, ValueKey.Opaque(invocation.Syntax))];
    }
}
