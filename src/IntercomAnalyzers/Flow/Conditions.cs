using System.Globalization;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>What a tested condition teaches a path. A path on which the condition cannot have this outcome vanishes.</summary>
internal static class Conditions
{
    private static readonly int[] SuccessCodes = [200, 201, 202];
    private static readonly int[] NotFoundCodes = [404, 410];
    private static readonly int[] ConflictCodes = [409];
    private static readonly int[] FailedCodes = [400, 401, 403, 408, 422, 429, 500, 502, 503, 504];

    /// <summary>The paths that remain of <paramref name="state"/> when the condition has the given outcome.</summary>
    public static PathState[] Assume(PathState state, ValueKey condition, bool outcome)
    {
        switch (condition.Kind)
        {
            case ValueKeyKind.Constant:
                return condition.Datum is bool known && known != outcome ? [] : [state];
            case ValueKeyKind.Not:
                return Assume(state, condition.Parts[0], !outcome);
            case ValueKeyKind.And when outcome:
            case ValueKeyKind.Or when !outcome:
                return Both(state, condition.Parts[0], outcome, condition.Parts[1], outcome);
            case ValueKeyKind.And:
            case ValueKeyKind.Or:
                return Assume(state, condition.Parts[0], outcome).Concat(Both(state, condition.Parts[0], !outcome, condition.Parts[1], outcome)).Distinct().ToArray();
        }

        if (condition is { Kind: ValueKeyKind.Compare, Datum: "!=" }) return Assume(state, ValueKey.Compare("==", condition.Parts[0], condition.Parts[1]), !outcome);
        if (state.Truths.TryGetValue(condition, out var truth)) return truth.Value == outcome ? [state] : [];
        var learned = condition.Kind == ValueKeyKind.Compare
            ? Compare(state, (string)condition.Datum!, condition.Parts[0], condition.Parts[1], outcome)
            : Flag(state, condition, outcome);
        if (learned is null) return [];
        if (condition.Name is "MoveNext" or "MoveNextAsync") return [Tested(learned, condition)];
        return [condition.HasResult ? Tested(learned, condition).Set(condition, outcome) : condition.Any(StoredIds.IsStoredId) || IsTestOfOwnState(condition) ? learned.Set(condition, outcome) : learned];
    }

    // What a method of the same object has put into a field before decides here: the caller knows what that was.
    private static bool IsTestOfOwnState(ValueKey condition) =>
        condition is { Kind: ValueKeyKind.Compare, Datum: "==", Parts: [{ Kind: ValueKeyKind.Member, Datum: IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: Accessibility.Private }, Parts: [{ Kind: ValueKeyKind.This }] }, { IsNull: true }] };

    private static PathState[] Both(PathState state, ValueKey first, bool firstOutcome, ValueKey second, bool secondOutcome)
    {
        var remaining = Assume(state, first, firstOutcome);
        return remaining switch
        {
            [] => remaining,
            [var one] => Assume(one, second, secondOutcome),
            _ => remaining.SelectMany(s => Assume(s, second, secondOutcome)).ToArray(),
        };
    }

    /// <summary>The path with the outcome of a test for null, so that the same test comes out the same again.</summary>
    public static PathState Remember(PathState state, ValueKey condition, bool outcome) => condition switch
    {
        { Kind: ValueKeyKind.Not } => Remember(state, condition.Parts[0], !outcome),
        { Kind: ValueKeyKind.Compare, Datum: "!=" } => Remember(state, ValueKey.Compare("==", condition.Parts[0], condition.Parts[1]), !outcome),
        { Kind: ValueKeyKind.Compare, Datum: "==", Parts: [{ Kind: ValueKeyKind.Symbol or ValueKeyKind.Member }, { IsNull: true }] } => state.Set(condition, outcome),
        _ => state,
    };

    /// <summary>True when the path has shown that a value is null.</summary>
    public static bool IsKnownNull(PathState state, ValueKey value) => !state.Truths.IsEmpty && state.Truths.TryGetValue(ValueKey.Compare("==", value, ValueKey.Null), out var truth) && truth.Value;

    /// <summary>The path on which a value was looked at: whoever looks at what a lookup answered lets it decide something. That it answered at all says nothing about the contact, except where the route names one.</summary>
    public static PathState Tested(PathState state, ValueKey condition)
    {
        foreach (var pair in state.Calls)
        {
            if (pair.Value.IsTested || pair.Value.Call.Kind != CallKind.Lookup || !condition.ComesFrom(pair.Key.Equals)) continue;
            if (!pair.Value.Call.IsKeyed && IsStatusTest(condition)) continue;
            state = state.Set(pair.Key, pair.Value with { IsTested = true });
        }

        return state;
    }

    private static bool IsStatusTest(ValueKey condition) =>
        condition.Kind == ValueKeyKind.Compare ? condition.Parts.Any(p => IsStatus(p) is not null) : condition.Name is "IsSuccessStatusCode" or "IsSuccessful" or "IsSuccess";

    private static PathState? Compare(PathState state, string comparison, ValueKey left, ValueKey right, bool outcome)
    {
        if (left.Kind == ValueKeyKind.Constant && right.Kind != ValueKeyKind.Constant)
        {
            // Before the first round of 'attempt < limit' all rounds are still to come: nobody sets up a loop that makes no attempt at all.
            if (!outcome && comparison is ("<" or "<=") && Number(left.Datum) is (0 or 1) && !right.HasResult) return null;
            (left, right) = (right, left);
            comparison = comparison switch { "<" => ">", ">" => "<", "<=" => ">=", ">=" => "<=", _ => comparison };
        }

        if (comparison is "!=")
        {
            comparison = "==";
            outcome = !outcome;
        }

        if (comparison == "is") return left is { Kind: ValueKeyKind.Object, Datum: ObjectShape { Type: { } made } } && right.SymbolDatum is ITypeSymbol tested && made.Is(tested) != outcome ? null : state;
        if (comparison == "==" && StandsForNothing(right))
        {
            if (left.Equals(right)) return outcome ? state : null;
            if (left.HasResult) return NullTest(state, left, outcome);
        }

        if (right.Kind != ValueKeyKind.Constant) return state;
        if (left.Kind == ValueKeyKind.Constant) return Holds(left.Datum, comparison, right.Datum) is { } holds && holds != outcome ? null : state;
        if (right.IsNull) return comparison == "==" ? outcome ? Null(NullTest(state, left, outcome), left) : NullTest(state, left, outcome) : state;
        if (comparison == "==" && left is { Kind: ValueKeyKind.Member, HasResult: true, Name: "ValueKind" } && Number(right.Datum) is { } kind) return NullTest(state, left.Parts[0], IsNothing(kind) == outcome);
        if (right.Datum is bool flag && comparison == "==") return Single(Assume(state, left, flag == outcome), state);
        if (comparison == "==" && left.FirstSite() is { } read && state.Calls.TryGetValue(read, out var kept) && kept.Call.Kind == CallKind.CacheRead) return Matches(state, read, count => count > 0 == outcome);
        if (Number(right.Datum) is not { } number) return state;
        if (left is { Kind: ValueKeyKind.Member or ValueKeyKind.Call, Name: "Count" or "Length", Parts: [{ Kind: ValueKeyKind.Object } collection, ..] } && CollectedItems.Count(collection) is var (least, most))
        {
            return Holds(least, comparison, number) is { } few && Holds(most, comparison, number) == few && few != outcome && !(comparison == "==" && least < number && number < most) ? null : state;
        }

        if (!left.HasResult) return state;
        if (IsStatus(left) is { } site) return Status(state, site, code => Holds(code, comparison, number) == outcome);
        return IsCount(left) && left.FirstSite() is { } counted ? Matches(state, counted, count => Holds(count, comparison, number) == outcome) : state;
    }

    /// <summary>True for what stands for 'no contact' in place of null: empty text, and the likes of Guid.Empty and ContactRef.None.</summary>
    public static bool StandsForNothing(ValueKey value) => value.Datum is "" || (value.Kind == ValueKeyKind.Symbol && value.SymbolDatum is IFieldSymbol { IsStatic: true, IsReadOnly: true, Name: "Empty" or "None" or "Missing" or "NotFound" });

    // JsonValueKind.Undefined and JsonValueKind.Null.
    private static bool IsNothing(double kind) => kind is 0 or 7;

    // What was found to be null is null from now on, also when the call that it came from is made again.
    private static PathState? Null(PathState? state, ValueKey value)
    {
        if (state is null || !value.HasResult) return state;
        foreach (var pair in state.Values)
        {
            if (pair.Value.Equals(value)) state = state.Set(pair.Key, ValueKey.Null);
        }

        return state;
    }

    private static PathState? NullTest(PathState state, ValueKey value, bool isNull)
    {
        switch (value.Kind)
        {
            case ValueKeyKind.Constant:
                return value.IsNull == isNull || (value.Datum is string { Length: 0 } && isNull) ? state : null;
            case ValueKeyKind.Thrown or ValueKeyKind.Object or ValueKeyKind.List or ValueKeyKind.Function or ValueKeyKind.Concat or ValueKeyKind.This:
                return isNull ? null : state;
        }

        if (value.FirstSite() is not { } site || !state.Calls.TryGetValue(site, out var call)) return state;
        if (value.Kind == ValueKeyKind.Result)
        {
            if (call.Call.NullMeansFailure)
            {
                return isNull
                    ? (call.Status & StatusSet.Failed) == 0 ? null : state.Set(site, call with { Status = StatusSet.Failed, Cause = FailureCause.NullAnswer })
                    : state.Set(site, call with { Status = StatusSet.Success });
            }

            // What a route that names a contact has answered is the contact; a response may still say that there is none.
            if (isNull) return Matches(state, site, count => count == 0);
            return call.Call is { IsKeyed: true, AnswersFailures: false } ? Matches(state, site, count => count > 0) : state;
        }

        // A page, its rows or a row: null is 'nothing there'; a page that is there says nothing about its rows.
        if (isNull) return call is { Call.IsKeyed: true, Status: StatusSet.Success } && IsId(value) ? null : Matches(state, site, count => count == 0);
        return IsRow(value) ? Matches(state, site, count => count > 0) : state;
    }

    private static PathState? Flag(PathState state, ValueKey flag, bool outcome)
    {
        if (flag is { Kind: ValueKeyKind.Call, Name: "Any", Parts: [{ Kind: ValueKeyKind.Object } collection] } && CollectedItems.Count(collection) is { } count) return count.Least > 0 == outcome ? state : null;
        if (flag.FirstSite() is not { } site || !state.Calls.ContainsKey(site)) return state;
        var call = state.Calls[site];
        if (flag.Kind == ValueKeyKind.Result && call.Call.Kind == CallKind.CacheRead)
        {
            var left = call.Matches & (outcome ? call.Call.TrueMeans : ~call.Call.TrueMeans);
            return left == MatchSet.Never ? null : state.Set(site, call with { Matches = left });
        }

        var name = flag.Name;
        if (flag.Kind == ValueKeyKind.Member && name is "IsSuccessStatusCode" or "IsSuccessful" or "IsSuccess")
        {
            return Status(state, site, code => code is >= 200 and < 300 == outcome);
        }

        return flag.Kind == ValueKeyKind.Call && name is "Any" ? Matches(state, site, count => count > 0 == outcome) : state;
    }

    private static PathState? Status(PathState state, CallSite site, Predicate<int> possible)
    {
        if (!state.Calls.TryGetValue(site, out var call)) return state;
        var status = StatusSet.None;
        if ((call.Call.Kind == CallKind.Lookup ? possible(200) : Array.Exists(SuccessCodes, possible))) status |= StatusSet.Success;
        if (Array.Exists(NotFoundCodes, possible)) status |= StatusSet.NotFound;
        if (Array.Exists(ConflictCodes, possible)) status |= StatusSet.Conflict;
        if (Array.Exists(FailedCodes, possible)) status |= StatusSet.Failed;
        status &= call.Status;
        if (status == StatusSet.None) return null;
        if (status == call.Status && call.Cause != FailureCause.None) return state;
        return state.Set(site, call with { Status = status, Cause = call.Cause == FailureCause.None ? FailureCause.Status : call.Cause });
    }

    private static PathState? Matches(PathState state, CallSite site, Predicate<int> possible)
    {
        if (!state.Calls.TryGetValue(site, out var call)) return state;
        var matches = MatchSet.Never;
        if (possible(0)) matches |= MatchSet.None;
        if (possible(1)) matches |= MatchSet.One;
        if (possible(2) || possible(3)) matches |= MatchSet.Many;
        matches &= call.Matches;
        return matches == MatchSet.Never ? null : state.Set(site, call with { Matches = matches });
    }

    // The status of an answer or of the exception that a call threw: members only, no computation in between.
    private static CallSite? IsStatus(ValueKey value)
    {
        if (value.Kind != ValueKeyKind.Member || value.Name is not ("StatusCode" or "ResponseStatusCode" or "HttpStatusCode" or "Status")) return null;
        var root = value.Parts[0];
        while (root.Kind == ValueKeyKind.Member) root = root.Parts[0];
        return root.Kind is ValueKeyKind.Result or ValueKeyKind.Thrown ? root.Site : null;
    }

    private static bool IsCount(ValueKey value) =>
        value.Kind is ValueKeyKind.Member or ValueKeyKind.Call && (value.Name is "Count" or "Length" or "LongCount" or "TotalCount" or "total_count"
            || value.Name is "GetArrayLength" || IsTotal(value)
            || (value.SymbolDatum is IPropertySymbol or IFieldSymbol && Identifier.Normalize(ObjectShape.NameOf(value.SymbolDatum)) == "totalcount"));

    // root["total_count"], root.GetProperty("total_count").GetInt32()
    private static bool IsTotal(ValueKey value)
    {
        while (value is { Kind: ValueKeyKind.Call, Parts.Length: 1, Name: "GetInt32" or "GetInt64" or "GetValue" or "ToObject" or "Value" }) value = value.Parts[0];
        return value.Parts is [_, { Datum: string name }, ..] && Identifier.IsSame(name, "totalcount");
    }

    // Every contact has an id: contact.Id, json.GetProperty("id").GetString()
    private static bool IsId(ValueKey value)
    {
        while (value is { Kind: ValueKeyKind.Call, Parts.Length: 1 }) value = value.Parts[0];
        return value is { Kind: ValueKeyKind.Member or ValueKeyKind.Call } && (value.Parts is [_, { Datum: string name }, ..] ? Identifier.IsSame(name, "id") : value is { Kind: ValueKeyKind.Member, SymbolDatum: { } member } && Identifier.Normalize(ObjectShape.NameOf(member)) == "id");
    }

    private static bool IsRow(ValueKey value)
    {
        for (var key = value; key.Kind is ValueKeyKind.Call or ValueKeyKind.Member && key.Parts.Length > 0; key = key.Parts[0])
        {
            if (key.Kind == ValueKeyKind.Call && key.Name is "FirstOrDefault" or "First" or "SingleOrDefault" or "Single" or "LastOrDefault" or "Last" or "Find" or "ElementAt"
                or "ElementAtOrDefault" or "FirstOrDefaultAsync" or "SingleOrDefaultAsync") return true;
            if (key.Kind == ValueKeyKind.Call && key.SymbolDatum is ITypeSymbol) return true;
            if (key.Kind == ValueKeyKind.Member && key.Parts.Length > 1 && key.Parts[1].Datum is int) return true;
        }

        return false;
    }

    private static bool? Holds(object? left, string comparison, object? right)
    {
        if (Number(left) is { } a && Number(right) is { } b) return Holds(a, comparison, b);
        if (comparison == "==") return Equals(left, right);

        // Nothing is less or more than null.
        return left is null || right is null ? false : null;
    }

    private static bool? Holds(double left, string comparison, double right) =>
        comparison switch { "==" => left == right, "<" => left < right, "<=" => left <= right, ">" => left > right, ">=" => left >= right, _ => null };

    private static double? Number(object? value) =>
        value is int or long or short or byte or uint or ulong or ushort or sbyte or double or float ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    private static PathState? Single(PathState[] states, PathState original)
    {
        PathState? first = null;
        var count = 0;
        foreach (var state in states)
        {
            first ??= state;
            count++;
        }

        return count > 1 ? original : first;
    }
}
