using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>An exception on its way to, or inside, a handler.</summary>
internal sealed record PendingException(ValueKey Value, ImmutableArray<string> Types, ITypeSymbol? Type)
{
    public bool Equals(PendingException? other) => other is not null && Value.Equals(other.Value) && SymbolEqualityComparer.Default.Equals(Type, other.Type);

    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>One way in which control can have reached a point: the values of locals, the Intercom calls made, what tests have shown. Immutable, compared by structure.</summary>
internal sealed class PathState : IEquatable<PathState>
{
    public static readonly PathState Empty = new(
        ImmutableDictionary.Create<object, ValueKey>(KeyComparer.Instance),
        ImmutableDictionary<CallSite, CallState>.Empty,
        ImmutableDictionary<ValueKey, bool>.Empty,
        null);

    private int? hash;

    private PathState(
        ImmutableDictionary<object, ValueKey> values,
        ImmutableDictionary<CallSite, CallState> calls,
        ImmutableDictionary<ValueKey, bool> truths,
        PendingException? exception)
    {
        Values = values;
        Calls = calls;
        Truths = truths;
        Exception = exception;
    }

    /// <summary>Current values of locals, parameters, own fields, flow captures and, within one statement, of calls.</summary>
    public ImmutableDictionary<object, ValueKey> Values { get; }

    public ImmutableDictionary<CallSite, CallState> Calls { get; }

    /// <summary>Conditions over answers of Intercom calls that were tested on this path.</summary>
    public ImmutableDictionary<ValueKey, bool> Truths { get; }

    public PendingException? Exception { get; }

    public PathState Set(object target, ValueKey value) =>
        Values.TryGetValue(target, out var old) && old.Equals(value) ? this : new(Values.SetItem(target, value), Calls, Truths, Exception);

    public PathState WithValues(ImmutableDictionary<object, ValueKey> values) => ReferenceEquals(values, Values) ? this : new(values, Calls, Truths, Exception);

    public PathState WithTruths(ImmutableDictionary<ValueKey, bool> truths) => ReferenceEquals(truths, Truths) ? this : new(Values, Calls, truths, Exception);

    public PathState WithCalls(ImmutableDictionary<CallSite, CallState> calls) => ReferenceEquals(calls, Calls) ? this : new(Values, calls, Truths, Exception);

    public PathState Set(CallSite site, CallState call) =>
        Calls.TryGetValue(site, out var old) && old.Equals(call) ? this : new(Values, Calls.SetItem(site, call), Truths, Exception);

    public PathState Set(ValueKey condition, bool truth) => new(Values, Calls, Truths.SetItem(condition, truth), Exception);

    public PathState With(PendingException? exception) => Equals(exception, Exception) ? this : new(Values, Calls, Truths, exception);

    /// <summary>Forgets what was known through a value that has changed.</summary>
    public PathState Forget(Func<ValueKey, bool> changed)
    {
        var values = Values;
        foreach (var pair in Values)
        {
            if (pair.Value.Any(changed)) values = values.SetItem(pair.Key, ValueKey.Opaque((pair.Key, "forgotten")));
        }

        var calls = Calls;
        foreach (var pair in Calls)
        {
            var call = pair.Value.Call;
            if (call.Kind == CallKind.Lookup && Identity.AskedBy(call).Any(a => a.Value.Any(changed))) calls = calls.Remove(pair.Key);
        }

        var truths = Truths.RemoveRange(Truths.Keys.Where(k => k.Any(changed)).ToList());
        return new(values, calls, truths, Exception);
    }

    /// <summary>What two paths have in common; calls that only one of them made become uncertain.</summary>
    public PathState Join(PathState other, object place)
    {
        var values = Values;
        foreach (var pair in Values)
        {
            if (!other.Values.TryGetValue(pair.Key, out var value)) values = values.Remove(pair.Key);
            else if (!value.Equals(pair.Value)) values = values.SetItem(pair.Key, ValueKey.Opaque((place, pair.Key)));
        }

        var truths = Truths.RemoveRange(Truths.Where(t => !other.Truths.TryGetValue(t.Key, out var truth) || truth != t.Value).Select(t => t.Key).ToList());
        return new(values, JoinCalls(other), truths, Equals(Exception, other.Exception) ? Exception : null);
    }

    private ImmutableDictionary<CallSite, CallState> JoinCalls(PathState other)
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
            if (!Calls.ContainsKey(pair.Key)) calls = calls.Add(pair.Key, pair.Value with { IsUncertain = true });
        }

        return calls;
    }

    public bool SameCalls(PathState other) => Same(Calls, other.Calls) && Equals(Exception, other.Exception);

    public bool Equals(PathState? other) =>
        ReferenceEquals(this, other)
        || (other is not null && GetHashCode() == other.GetHashCode() && Equals(Exception, other.Exception)
            && Same(Values, other.Values) && Same(Calls, other.Calls) && Same(Truths, other.Truths));

    public override bool Equals(object? obj) => Equals(obj as PathState);

    public override int GetHashCode()
    {
        if (hash is { } known) return known;
        var code = 17;
        foreach (var pair in Values) code ^= unchecked((KeyComparer.Instance.GetHashCode(pair.Key) * 397) ^ pair.Value.GetHashCode());
        foreach (var pair in Calls) code ^= unchecked((pair.Key.GetHashCode() * 17) + ((int)pair.Value.Status * 5) + (int)pair.Value.Matches);
        foreach (var pair in Truths) code ^= unchecked(pair.Key.GetHashCode() + (pair.Value ? 1 : 0));
        hash = code;
        return code;
    }

    private static bool Same<TKey, TValue>(ImmutableDictionary<TKey, TValue> left, ImmutableDictionary<TKey, TValue> right)
        where TKey : notnull
    {
        if (ReferenceEquals(left, right)) return true;
        if (left.Count != right.Count) return false;
        foreach (var pair in left)
        {
            if (!right.TryGetValue(pair.Key, out var value) || !Equals(pair.Value, value)) return false;
        }

        return true;
    }

    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? x, object? y) => x is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, y as ISymbol) : object.Equals(x, y);

        public int GetHashCode(object obj) => obj is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : obj.GetHashCode();
    }
}
