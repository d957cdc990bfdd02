using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM3001: creation points that send different combinations of external_id and email.</summary>
internal sealed class Intercom3001OneCombination : Rule
{
    private const string Title = "Use one combination of identifiers everywhere";
    private const string Description = "Intercom matches by external_id first and by email only when no external_id is sent. A person who is created by email here and by external_id and email there becomes two contacts.";

    private static readonly DiagnosticDescriptor Required = Descriptor(DiagnosticIds.OneCombination, Title,
        "'{0}' sends {1} but this project requires {2}: contacts that are created with different identifiers become duplicates of each other",
        Categories.Identifiers, DiagnosticSeverity.Warning, Description);

    // The same rule without a configured policy: known only at the end of the compilation.
    private static readonly DiagnosticDescriptor Different = Descriptor(DiagnosticIds.OneCombination, Title,
        "'{0}' sends {1} but other places in this project send {2}: contacts that are created with different identifiers become duplicates of each other",
        Categories.Identifiers, DiagnosticSeverity.Warning, Description, WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Required, Different);

    /// <summary>True when the identity of a creation point counts for this rule.</summary>
    public static bool Counts(CreationPoint point) =>
        point.Kind is CallKind.Create or CallKind.Upsert or CallKind.Resolve && !point.Call.IsBulk && point.Paths.All(p => p.Identity.IsKnown) && Combination(point).Count > 0
        && point.Paths.All(p => Identifiers.All(i => p.Identity.Sends(i) == point.Paths[0].Identity.Sends(i)));

    /// <summary>Reports where a configured identifier is missing.</summary>
    public static void CheckRequired(CreationPoint point, ImmutableSortedSet<string> required, Action<Diagnostic> report)
    {
        if (!Counts(point) || point.IsLead) return;
        var sent = Combination(point);
        if (required.IsSubsetOf(sent)) return;
        report(At(point, Required, [], point.Call.Operation, Text(sent), Text(required)));
    }

    /// <summary>Reports, at the end of a compilation, every place that differs from the combination that its kind of contact should use.</summary>
    public static void CheckAll(ConcurrentBag<CreationPoint> points, Action<Diagnostic> report)
    {
        foreach (var kind in points.GroupBy(p => p.IsLead))
        {
            var sites = kind.GroupBy(p => p.Syntax).Select(g => g.First()).OrderBy(p => p.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(p => p.Syntax.SpanStart).ToList();
            var groups = sites.GroupBy(p => Text(Combination(p)), StringComparer.Ordinal).ToList();
            if (groups.Count < 2) continue;
            var chosen = Choose(groups, sites.Count);
            var example = chosen.First().Syntax.GetLocation();
            foreach (var site in sites.Where(s => Text(Combination(s)) != chosen.Key)) report(At(site, Different, [example], site.Call.Operation, Text(Combination(site)), chosen.Key));
        }
    }

    // The largest combination that at least a third of the sites use, else the most used one; on a tie external_id beats email.
    private static IGrouping<string, CreationPoint> Choose(List<IGrouping<string, CreationPoint>> groups, int total)
    {
        var frequent = groups.Where(g => g.Count() * 3 >= total).ToList();
        var size = frequent.Count == 0 ? 0 : frequent.Max(g => Combination(g.First()).Count);
        var candidates = frequent.Count == 0 ? groups : frequent.Where(g => Combination(g.First()).Count == size).ToList();
        return candidates.OrderByDescending(g => g.Count()).ThenByDescending(g => Combination(g.First()).Contains(Identifier.ExternalId)).ThenByDescending(g => Combination(g.First()).Count).First();
    }

    private static readonly string[] Identifiers = [Identifier.ExternalId, Identifier.Email];

    // The same on every path, see Counts.
    private static ImmutableSortedSet<string> Combination(CreationPoint point) =>
        Identifiers.Where(i => point.Paths.All(p => p.Identity.Sends(i))).ToImmutableSortedSet(StringComparer.Ordinal);

    private static string Text(ImmutableSortedSet<string> identifiers) => identifiers.Count == 2 ? "external_id and email" : string.Join("", identifiers.DefaultIfEmpty("neither external_id nor email"));
}
