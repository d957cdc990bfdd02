using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

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
                paths.UnionWith(Paths(body.Method, occurrence.Call, identity, occurrence.State, unguarded, 0));
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

    private IEnumerable<CreationPath> Paths(IMethodSymbol? method, IntercomCall call, Identity identity, PathState state, List<Location> unguarded, int depth)
    {
        var guards = Guards.Of(state, identity);
        var own = new CreationPath(call, identity, guards)
        {
            TestsStoredId = state.Truths.Keys.Any(k => k.Any(StoredIds.IsStoredId)),
            HasStoredId = StoredIds.IsPresent(state, identity),
            HasCacheMiss = guards.IsEmpty && Guards.HasCacheMiss(state, identity),
            Searched = guards.SelectMany(g => Guards.Covered(g.State.Call, identity)).ToImmutableArray(),
        };
        if (guards.Length > 0 || method is null || !identity.IsFromParametersOnly || depth >= MaximumCallerDepth) return [own];
        var calls = model.Callers.CallsOf(method);
        if (calls.IsEmpty) return [own];

        var paths = new List<CreationPath>();
        foreach (var invocation in calls)
        {
            if (BodyWalker.BodyAround(invocation) is not { } around || model.ModelOf(invocation.SyntaxTree) is not { } semanticModel) continue;
            var caller = model.Body(around, semanticModel);
            if (caller.IsOverflow) continue;
            foreach (var followed in caller.Followed[invocation])
            {
                // An interface member and its implementation have parameters of their own: positions decide.
                var map = Substitution.Parameters(method, followed.Receiver, followed.Arguments);
                var mapped = call.Replace(map);
                var seen = Paths(caller.Method, mapped, Identity.Of(mapped).Sent.Length > 0 ? Identity.Of(mapped) : identity, followed.State, unguarded, depth + 1).ToList();
                if (seen.Any(p => !p.IsGuarded)) unguarded.Add(invocation.GetLocation());
                paths.AddRange(seen.Select(p => p with { HasCacheMiss = p.HasCacheMiss || own.HasCacheMiss, HasStoredId = p.HasStoredId || own.HasStoredId, TestsStoredId = p.TestsStoredId || own.TestsStoredId }));
            }
        }

        return paths.Count > 0 ? paths : [own with { Guards = ImmutableArray.Create(Presumed(calls[0])) }];
    }

    // Every caller's walk gave up: nothing may be concluded.
    private static Guard Presumed(SyntaxNode syntax) =>
        new(new CallSite(syntax), new CallState(new IntercomCall(CallKind.Lookup, LookupNames.Presumed, "caller") { IsPresumed = true }, StatusSet.Success, MatchSet.Any, FailureCause.None));

    private static bool IsConflictHandled(BodyResult body, SyntaxNode syntax, ImmutableArray<CreationPath> paths)
    {
        if (!paths.All(p => p.Identity.Sends(Identifier.ExternalId) && p.Identity.Role != "lead" && !p.Call.IsLeadOnly)) return false;
        var handled = false;
        foreach (var exit in body.Exits)
        {
            if (exit.Exception is not null || !HadConflict(exit.State)) continue;
            handled = true;
        }

        return handled && !body.Occurrences.Any(o => o.Call.Kind == CallKind.Create && HadConflict(o.State));

        bool HadConflict(PathState state) => state.Calls.Any(c => ReferenceEquals(c.Key.Syntax, syntax) && c.Value.Status == StatusSet.Conflict);
    }
}
