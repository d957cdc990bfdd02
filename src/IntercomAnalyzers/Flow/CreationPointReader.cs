using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Flow;

/// <summary>Puts the creation points of a body together: own paths, and those of callers where only a caller knows who the contact is.</summary>
internal sealed class CreationPointReader(CompilationModel model)
{
    private const int MaximumCallerDepth = 3;

    public IEnumerable<CreationPoint> Read(BodyResult body)
    {
        foreach (var group in body.Occurrences.Where(o => o.Call.Kind is CallKind.Create or CallKind.Upsert or CallKind.Convert or CallKind.Resolve or CallKind.UpdateWithoutId).GroupBy(o => o.Syntax))
        {
            model.CancellationToken.ThrowIfCancellationRequested();
            if (IsAnsweredByCallers(body, group)) continue;
            var unguarded = new List<Location>();
            var paths = new HashSet<CreationPath>();
            foreach (var occurrence in group)
            {
                var identity = Identity.Of(occurrence.Call).Without(v => Conditions.IsKnownNull(occurrence.State, v));
                paths.UnionWith(Paths(body.Method, occurrence.Call, identity, occurrence.State, unguarded, ImmutableArray<IMethodSymbol>.Empty));
            }

            var syntax = group.Key;
            var all = paths.ToImmutableArray();
            var isConflictHandled = IsConflictHandled(body, syntax, all);
            var isRepeatable = isConflictHandled || group.First().Call.Kind != CallKind.Create;
            yield return new CreationPoint(syntax, all, body.Method)
            {
                IsConflictHandled = isConflictHandled,
                HasTwinWhereNothingWasFound = body.Occurrences.Any(o => o.Syntax != syntax && o.Call.Kind == CallKind.Create
                    && all.Any(p => p.Guards.Any(g => g.State.ProvesPresence && o.State.Calls.TryGetValue(g.Site, out var twin) && twin.ProvesAbsence))),
                UnguardedCallers = unguarded.Distinct().ToImmutableArray(),
                Retry = new Lazy<RetryKind>(() => model.Retries.Of(syntax, body.Method, group.First().Call, all, isRepeatable)),
            };
        }
    }

    // A wrapper that is handed the whole body: its callers are the creation points, for they know who the contact is.
    private bool IsAnsweredByCallers(BodyResult body, IEnumerable<Occurrence> occurrences) =>
        body.Method is { } method
        && occurrences.All(o => o.Call.Payload is { Kind: ValueKeyKind.Symbol, HasParameter: true } && Identity.Of(o.Call).Sent.IsEmpty)
        && !model.Callers.CallsOf(method).IsEmpty;

    private IEnumerable<CreationPath> Paths(IMethodSymbol? method, IntercomCall call, Identity identity, PathState state, List<Location> unguarded, ImmutableArray<IMethodSymbol> called)
    {
        var guards = Guards.Of(state, identity);
        var own = new CreationPath(call, identity, guards)
        {
            TestsStoredId = state.Truths.Keys.Any(k => k.Any(StoredIds.IsStoredId)),
            HasStoredId = StoredIds.IsPresent(state, identity),
            HasCacheMiss = guards.IsEmpty && Guards.HasCacheMiss(state, identity),
            Searched = guards.SelectMany(g => Guards.Covered(g.State.Call, identity)).ToImmutableArray(),
        };
        var isCallersBusiness = identity.IsFromParametersOnly || (identity is { IsKnown: false, Sent.IsEmpty: true } && call.Payload is { Kind: ValueKeyKind.Object, HasParameter: true }) || (method is { DeclaredAccessibility: Accessibility.Private, IsStatic: false } && identity.IsFromParametersOrThis);
        if (guards.Length > 0 || method is null || !isCallersBusiness || called.Length >= MaximumCallerDepth) return [own];
        var calls = model.Callers.CallsOf(method);
        if (calls.IsEmpty) return [own];

        var paths = new List<CreationPath>();
        var isOnlyItself = true;
        called = called.Add(method);
        foreach (var invocation in calls)
        {
            if (BodyWalker.BodyAround(invocation) is not { } around || model.ModelOf(invocation.SyntaxTree) is not { } semanticModel) continue;
            var caller = model.Body(around, semanticModel);
            // A decorator calls what may be itself: whoever calls the decorator decides.
            if (caller.Method is { } passing && called.Contains(passing, SymbolEqualityComparer.Default)) continue;
            isOnlyItself = false;
            if (caller.IsOverflow) continue;
            foreach (var followed in caller.Followed[invocation])
            {
                // An interface member and its implementation have parameters of their own: positions decide.
                var map = Substitution.Parameters(method, followed.Receiver, followed.Arguments);
                var mapped = call.Replace(map);
                var sent = Identity.Of(mapped).Sent.Length > 0 ? Identity.Of(mapped) : identity;
                var seen = Fitting(state, followed).SelectMany(s => Paths(caller.Method, mapped, sent, s, unguarded, called)).ToList();
                if (seen.Any(p => !p.IsGuarded)) unguarded.Add(invocation.GetLocation());
                paths.AddRange(seen.Select(p => p with { HasCacheMiss = p.HasCacheMiss || own.HasCacheMiss, HasStoredId = p.HasStoredId || own.HasStoredId, TestsStoredId = p.TestsStoredId || own.TestsStoredId }));
            }
        }

        if (isOnlyItself) return [own];
        return paths.Count > 0 ? paths : [own with { Guards = ImmutableArray.Create(Presumed(calls[0])) }];
    }

    // What this path has tested of its object's fields has to fit to what the caller has put into them.
    private static IReadOnlyList<PathState> Fitting(PathState state, FollowedCall followed)
    {
        IReadOnlyList<PathState> fitting = [followed.State];
        if (followed.Receiver is { Kind: not ValueKeyKind.This }) return fitting;
        foreach (var truth in state.Truths)
        {
            var seen = truth.Key.Replace(k => k is { Kind: ValueKeyKind.Member, Parts: [{ Kind: ValueKeyKind.This }], SymbolDatum: { } member } && followed.State.Values.TryGetValue(member, out var value) ? value : null);
            if (!ReferenceEquals(seen, truth.Key)) fitting = fitting.SelectMany(s => Conditions.Assume(s, seen, truth.Value.Value)).ToList();
        }

        return fitting;
    }

    // Every caller's walk gave up: nothing may be concluded.
    private static Guard Presumed(SyntaxNode syntax) =>
        new(new CallSite(syntax), new CallState(new IntercomCall(CallKind.Lookup, LookupNames.Presumed, "caller") { IsPresumed = true }, StatusSet.Success, MatchSet.Any, FailureCause.None));

    private bool IsConflictHandled(BodyResult body, SyntaxNode syntax, ImmutableArray<CreationPath> paths) =>
        paths.All(p => p.Identity.Sends(Identifier.ExternalId) && p.Identity.Role != "lead" && !p.Call.IsLeadOnly)
        && (HandlesConflict(body, syntax) || IsConflictHandledByCallers(body.Method, syntax, 0));

    // A method that answers a conflict, or throws it, leaves it to its callers.
    private bool IsConflictHandledByCallers(IMethodSymbol? method, SyntaxNode creation, int depth)
    {
        if (method is null || depth >= MaximumCallerDepth) return false;
        var calls = model.Callers.CallsOf(method);
        foreach (var call in calls)
        {
            if (BodyWalker.BodyAround(call) is not { } around || model.ModelOf(call.SyntaxTree) is not { } semanticModel || model.Body(around, semanticModel) is not { IsOverflow: false } caller) return false;
            if (!HandlesConflict(caller, creation) && !IsConflictHandledByCallers(caller.Method, creation, depth + 1)) return false;
        }

        return !calls.IsEmpty;
    }

    // Some way out has seen the conflict, and no contact is created after it, but for the next item of a loop over items.
    private static bool HandlesConflict(BodyResult body, SyntaxNode creation) =>
        body.Exits.Concat(body.FunctionExits).Any(e => e.Exception is null && HadConflict(e.State, creation))
        && !body.Occurrences.Any(o => o.Call.Kind == CallKind.Create && !(o.Syntax == creation && IsInLoopOverItems(creation)) && HadConflict(o.State, creation));

    private static bool IsInLoopOverItems(SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null and not MemberDeclarationSyntax; parent = parent.Parent)
        {
            if (parent is CommonForEachStatementSyntax) return true;
            if (parent is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax) return false;
        }

        return false;
    }

    private static bool HadConflict(PathState state, SyntaxNode creation)
    {
        foreach (var pair in state.Calls)
        {
            if (pair.Value.Status != StatusSet.Conflict) continue;
            var site = pair.Key;
            while (site.Inner is { } inner) site = inner;
            if (ReferenceEquals(site.Syntax, creation)) return true;
        }

        return false;
    }
}
