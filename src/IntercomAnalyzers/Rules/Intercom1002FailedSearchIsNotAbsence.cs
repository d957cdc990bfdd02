using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM1002: a search that failed is taken for one that found nothing, at a create or in a finder.</summary>
internal sealed class Intercom1002FailedSearchIsNotAbsence : Rule
{
    private const string Title = "Do not treat a failed search as 'not found'";
    private const string Description = "A time-out, an error or a rate limit says nothing about whether the contact exists. Only an answered search, or a 404 of a lookup by key, proves absence.";

    private static readonly DiagnosticDescriptor AtCreate = Descriptor(DiagnosticIds.FailedSearchIsNotAbsence, Title,
        "'{0}' also runs when the search for {1} failed ({2}): an outage or a rate limit then creates a duplicate; let the failure stop the create, or filter the handler to 404",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    private static readonly DiagnosticDescriptor AtReturn = Descriptor(DiagnosticIds.FailedSearchIsNotAbsence, Title,
        "'{0}' answers 'none' when '{1}' failed ({2}): its callers cannot tell an outage from a contact that does not exist, and create duplicates; let the failure through, and answer 'none' for 404 only",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(AtCreate, AtReturn);

    /// <summary>True when the failure is reported at this creation point; then nothing else is said about its lookup.</summary>
    public static bool IsReported(CreationPoint point) => point.Kind is CallKind.Create or CallKind.Upsert && point.Paths.Any(p => IsUnsafe(point, p));

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (!IsReported(point)) return;
        var failed = point.Paths.First(p => IsUnsafe(point, p)).FailedGuard!;
        report(At(point, AtCreate, [], point.Call.Operation, point.IdentifierText, Reason(failed)));
    }

    public override void Check(BodyResult body, CompilationModel model, Action<Diagnostic> report)
    {
        if (body.IsOverflow || body.Method is null || body.Exits.Any(e => e.State.Calls.Values.Any(c => c.Call.Kind is not (CallKind.Lookup or CallKind.CacheRead)))) return;
        var reported = new HashSet<SyntaxNode>();
        foreach (var exit in body.Exits)
        {
            if (exit is not { Exception: null, Returned: { } returned, Syntax: { } syntax }) continue;
            foreach (var (site, failed) in FailedBehind(exit, returned))
            {
                if (!IsFinder(body, site) || !reported.Add(ReturnOf(syntax))) continue;
                report(Diagnostic.Create(AtReturn, ReturnOf(syntax).GetLocation(), body.Method.Name, failed.Call.Operation, Reason(failed)));
                break;
            }
        }
    }

    private static bool IsUnsafe(CreationPoint point, CreationPath path) =>
        path.FailedGuard is { } failed && (point.Kind == CallKind.Create || failed.Cause != FailureCause.NullAnswer)
        && !(point.IsConflictHandled && path.Guards.Where(g => g.State.IsFailed).All(g => IsAfterConflict(g.Site)));

    // Create first, and read the contact that is there: when the reading fails, another attempt creates first again, and meets the conflict again.
    private static bool IsAfterConflict(CallSite site)
    {
        for (var at = site; at is not null; at = at.Inner)
        {
            if (at.Syntax.Ancestors().Any(a => a is CatchClauseSyntax || (a is IfStatementSyntax branch && branch.Condition.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax { Identifier.ValueText: "Conflict" } or LiteralExpressionSyntax { Token.Value: 409 })))) return true;
        }

        return false;
    }

    // The lookups that are known to have failed where this exit answers 'none'.
    private static IEnumerable<(CallSite Site, CallState State)> FailedBehind(ExitCase exit, ValueKey returned)
    {
        if (IsNone(returned)) return exit.State.Calls.Where((_, c) => IsSwallowed(c)).Select(c => (c.Key, c.Value));
        if (returned.Kind is not (ValueKeyKind.Member or ValueKeyKind.Compare) || returned.FirstSite() is not { } site) return [];
        if (returned.Kind == ValueKeyKind.Member && returned.SymbolDatum is not IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean }) return [];
        return Conditions.Assume(exit.State, returned, false).Where(s => s.Calls.TryGetValue(site, out var call) && IsSwallowed(call)).Select(s => (site, s.Calls[site])).Take(1);
    }

    // An SDK that answers null for an outage hands that null on to everybody; only a create that trusts it is to blame.
    private static bool IsSwallowed(CallState call) => call.IsFailed && call.Cause != FailureCause.NullAnswer;

    private static bool IsNone(ValueKey value) =>
        (value is { Kind: ValueKeyKind.List, Parts.Length: > 1 } && value.Parts.All(IsNone)) || value.IsNull || value.Equals(ValueKey.False) || Conditions.StandsForNothing(value) || value is { Kind: ValueKeyKind.List, Parts.Length: 0 }
        || (value is { Kind: ValueKeyKind.Object, Parts.Length: 0, Datum: ObjectShape { Type: { } type } } && type.AllInterfaces.Any(i => i.Name == "IEnumerable"));

    // The method's answer is the lookup's answer: what was found where it found something, or whether it found something.
    private static bool IsFinder(BodyResult body, CallSite site) =>
        body.Exits.Any(e => e is { Exception: null, Returned: { } returned } && e.State.Calls.TryGetValue(site, out var call) && (call.Status & StatusSet.Success) != 0
            && (returned.Any(k => k.Kind == ValueKeyKind.Result && site.Equals(k.Site)) || returned.Equals(ValueKey.True)));

    private static SyntaxNode ReturnOf(SyntaxNode returned) =>
        returned.AncestorsAndSelf().FirstOrDefault(n => n is ReturnStatementSyntax or ArrowExpressionClauseSyntax) switch
        {
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            { } statement => statement,
            null => returned,
        };

    private static string Reason(CallState failed) => failed.Cause switch
    {
        FailureCause.Caught => "its exception is caught",
        FailureCause.NullAnswer => "this client answers null on an outage",
        FailureCause.Unreadable => "its answer could not be read",
        _ => "its status was no success",
    };
}
