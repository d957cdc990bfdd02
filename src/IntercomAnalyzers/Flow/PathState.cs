using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>An exception on its way to, or inside, a handler.</summary>
internal sealed record PendingException(ValueKey Value, ImmutableArray<string> Types, ITypeSymbol? Type)
{
    /// <summary>The exception was made in sight: it is of the type itself, not of a derived one.</summary>
    public bool IsExact { get; init; }

    public bool Equals(PendingException? other) => other is not null && Value.Equals(other.Value) && SymbolEqualityComparer.Default.Equals(Type, other.Type);

    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>One way in which control can have reached a point: the values of locals, the Intercom calls made, what tests have shown. Immutable, compared by structure.</summary>
internal sealed class PathState : IEquatable<PathState>
{
    public static readonly PathState Empty = new(
        SmallMap<object, ValueKey>.Create(KeyComparer.Instance),
        SmallMap<object, ValueKey>.Create(KeyComparer.Instance),
        SmallMap<CallSite, CallState>.Create(EqualityComparer<CallSite>.Default),
        SmallMap<ValueKey, Truth>.Create(EqualityComparer<ValueKey>.Default),
        null);

    private const string ThisKey = "this";

    private readonly SmallMap<object, ValueKey> results;

    private PathState(SmallMap<object, ValueKey> values, SmallMap<object, ValueKey> results, SmallMap<CallSite, CallState> calls, SmallMap<ValueKey, Truth> truths, PendingException? exception)
    {
        Values = values;
        this.results = results;
        Calls = calls;
        Truths = truths;
        Exception = exception;
    }

    /// <summary>Current values of locals, parameters, own fields and flow captures, and of members of other objects that were set after an Intercom call (under the member as a value).</summary>
    public SmallMap<object, ValueKey> Values { get; }

    public SmallMap<CallSite, CallState> Calls { get; }

    /// <summary>Conditions over answers of Intercom calls that were tested on this path.</summary>
    public SmallMap<ValueKey, Truth> Truths { get; }

    public PendingException? Exception { get; }

    /// <summary>The object whose code runs.</summary>
    public ValueKey This => Values.TryGetValue(ThisKey, out var self) ? self : ValueKey.This;

    /// <summary>What a call answered that was made earlier in the statement that is being executed; null when it was not.</summary>
    public ValueKey? ResultOf(SyntaxNode call) => results.TryGetValue(call, out var value) ? value : null;

    /// <summary>This path at the end of a statement.</summary>
    public PathState EndOfStatement() => results.IsEmpty ? this : new(Values, Empty.results, Calls, Truths, Exception);

    /// <summary>This path, with the results that another path of the same statement has.</summary>
    public PathState WithResultsOf(PathState other)
    {
        var merged = results;
        foreach (var pair in other.results)
        {
            if (!merged.ContainsKey(pair.Key)) merged = merged.SetItem(pair.Key, pair.Value);
        }

        return ReferenceEquals(merged, results) ? this : new(Values, merged, Calls, Truths, Exception);
    }

    public PathState Set(object target, ValueKey value)
    {
        var map = target is SyntaxNode ? results : Values;
        if (map.TryGetValue(target, out var old) && old.Equals(value)) return this;
        map = map.SetItem(target, value);
        return target is SyntaxNode ? new(Values, map, Calls, Truths, Exception) : new(map, results, Calls, Truths, Exception);
    }

    public PathState WithThis(ValueKey self) => Set((object)ThisKey, self);

    public PathState WithValues(SmallMap<object, ValueKey> values) => ReferenceEquals(values, Values) ? this : new(values, results, Calls, Truths, Exception);

    public PathState WithTruths(SmallMap<ValueKey, Truth> truths) => ReferenceEquals(truths, Truths) ? this : new(Values, results, Calls, truths, Exception);

    public PathState WithCalls(SmallMap<CallSite, CallState> calls) => ReferenceEquals(calls, Calls) ? this : new(Values, results, calls, Truths, Exception);

    public PathState Set(CallSite site, CallState call) => Calls.TryGetValue(site, out var old) && old.Equals(call) ? this : WithCalls(Calls.SetItem(site, call));

    public PathState Set(ValueKey condition, bool truth) => WithTruths(Truths.SetItem(condition, truth ? Truth.Holds : Truth.Fails));

    public PathState With(PendingException? exception) => Equals(exception, Exception) ? this : new(Values, results, Calls, Truths, exception);

    /// <summary>Forgets what was known through a value that has changed.</summary>
    public PathState Forget(ValueKey changed) => Forget(k => k.Contains(changed));

    /// <summary>Forgets what a call answered that is made again now.</summary>
    public PathState ForgetAnswers(Func<CallSite, bool> place) => Forget(k => k.ComesFrom(place));

    /// <summary>Forgets what a call at this place answered.</summary>
    public PathState ForgetAnswers(CallSite place) => MayHaveAnswers() ? ForgetAnswers(place.Equals) : this;

    // Before the first Intercom call, which is where most calls are made.
    private bool MayHaveAnswers()
    {
        if (!Calls.IsEmpty || !Truths.IsEmpty) return true;
        foreach (var pair in Values)
        {
            if (pair.Value.HasResult || pair.Key is ValueKey { HasResult: true }) return true;
        }

        foreach (var pair in results)
        {
            if (pair.Value.HasResult) return true;
        }

        return false;
    }

    // A value is forgotten when it depends on what has changed.
    private PathState Forget(Func<ValueKey, bool> depends)
    {
        var (values, ownResults) = (Forgotten(Values), Forgotten(results));
        var calls = Calls.Where((_, c) => c.Call.Kind != CallKind.Lookup || !IsAsked(c.Call));
        var truths = Truths.Where((k, _) => !depends(k));
        return ReferenceEquals(values, Values) && ReferenceEquals(ownResults, results) && ReferenceEquals(calls, Calls) && ReferenceEquals(truths, Truths) ? this : new(values, ownResults, calls, truths, Exception);

        // Filters are parts of the payload: where that does not depend on the change, they need not be read.
        bool IsAsked(IntercomCall lookup) => ((lookup.Payload is { } payload && depends(payload)) || lookup.Asked.Any(a => depends(a.Value))) && Identity.AskedBy(lookup).Any(a => depends(a.Value));

        SmallMap<object, ValueKey> Forgotten(SmallMap<object, ValueKey> known)
        {
            foreach (var pair in known)
            {
                if (pair.Key is ValueKey place && depends(place)) known = known.Remove(pair.Key);
                else if (depends(pair.Value)) known = known.SetItem(pair.Key, ValueKey.Opaque((pair.Key, "forgotten")));
            }

            return known;
        }
    }

    /// <summary>What two paths have in common; calls that only one of them made become uncertain.</summary>
    public PathState Join(PathState other, object place)
    {
        var values = Values.Where((key, _) => other.Values.ContainsKey(key));
        foreach (var pair in values)
        {
            if (!other.Values[pair.Key].Equals(pair.Value)) values = values.SetItem(pair.Key, ValueKey.Opaque((place, pair.Key)));
        }

        var truths = Truths.Where((key, truth) => other.Truths.TryGetValue(key, out var twin) && twin.Equals(truth));
        return new(values, results, JoinCalls(other), truths, Equals(Exception, other.Exception) ? Exception : null);
    }

    private SmallMap<CallSite, CallState> JoinCalls(PathState other)
    {
        if (ReferenceEquals(Calls, other.Calls)) return Calls;
        var calls = Calls;
        foreach (var pair in Calls)
        {
            if (!other.Calls.TryGetValue(pair.Key, out var twin)) calls = calls.SetItem(pair.Key, pair.Value with { IsUncertain = true });
            else if (!twin.Equals(pair.Value))
            {
                calls = calls.SetItem(pair.Key, pair.Value with
                {
                    Status = pair.Value.Status | twin.Status,
                    Matches = pair.Value.Matches | twin.Matches,
                    IsTested = pair.Value.IsTested || twin.IsTested,
                    Cause = pair.Value.Cause == twin.Cause ? pair.Value.Cause : FailureCause.None,
                    IsUncertain = pair.Value.IsUncertain || twin.IsUncertain || !pair.Value.Call.Equals(twin.Call),
                });
            }
        }

        foreach (var pair in other.Calls)
        {
            if (!Calls.ContainsKey(pair.Key)) calls = calls.SetItem(pair.Key, pair.Value with { IsUncertain = true });
        }

        return calls;
    }

    public bool SameCalls(PathState other) => Calls.SameAs(other.Calls) && Equals(Exception, other.Exception);

    public bool Equals(PathState? other) =>
        ReferenceEquals(this, other)
        || (other is not null && GetHashCode() == other.GetHashCode() && Equals(Exception, other.Exception)
            && Values.SameAs(other.Values) && results.SameAs(other.results) && Calls.SameAs(other.Calls) && Truths.SameAs(other.Truths));

    public override bool Equals(object? obj) => Equals(obj as PathState);

    public override int GetHashCode() => unchecked(Values.ContentHash + (results.ContentHash * 3) + (Calls.ContentHash * 17) + (Truths.ContentHash * 31));

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? x, object? y) => x is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, y as ISymbol) : object.Equals(x, y);

        public int GetHashCode(object obj) => obj is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : obj.GetHashCode();
    }
}

/// <summary>How a condition came out.</summary>
internal sealed record Truth(bool Value)
{
    public static readonly Truth Holds = new(true);
    public static readonly Truth Fails = new(false);

    public override int GetHashCode() => Value ? 1 : 2;
}
