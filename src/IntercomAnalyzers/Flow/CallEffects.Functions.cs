using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <content>Lambdas, local functions and own methods that run as a part of a call.</content>
internal sealed partial class CallEffects
{
    private IEnumerable<PathState> RunArguments(IInvocationOperation invocation, IMethodSymbol method, ImmutableArray<ValueKey?> arguments, PathState state, BasicBlock block)
    {
        IEnumerable<PathState> states = [state];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is not { Kind: ValueKeyKind.Function } argument) continue;
            if (IsFilter(method) && states.Count() == 1 && body.RunFunction(argument, state, [ValueKey.Opaque((argument.Datum!, "item"))]) is { } asked)
            {
                var item = ValueKey.Opaque((argument.Datum!, "item"));
                var kept = CollectedItems.Kept(method.ReturnType, item, asked.Where(e => e is { Exception: null, Returned: not null }).SelectMany(e => Conditions.Assume(e.State, e.Returned!, true)));
                states = Continue(asked, invocation, state, block, returnsIt: false).Distinct().Select(s => kept is null ? s : SetValue(s, invocation.Syntax, kept)).ToList();
                continue;
            }

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
}
