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

    /// <summary>What is kept of a creation point until the end of the compilation.</summary>
    public static Site SiteOf(CreationPoint point) => new(point.Syntax.GetLocation(), point.Call.Operation, Combination(point), point.IsLead);

    /// <summary>Reports where a configured identifier is missing.</summary>
    public static void CheckRequired(CreationPoint point, ImmutableSortedSet<string> required, Action<Diagnostic> report)
    {
        if (!Counts(point) || point.IsLead) return;
        var sent = Combination(point);
        if (required.IsSubsetOf(sent)) return;
        report(At(point, Required, [], point.Call.Operation, Text(sent), Text(required)));
    }

    /// <summary>Reports, at the end of a compilation, every place that differs from the combination that its kind of contact should use.</summary>
    public static void CheckAll(ConcurrentBag<Site> all, Action<Diagnostic> report)
    {
        foreach (var kind in all.GroupBy(s => s.IsLead))
        {
            var sites = kind.GroupBy(s => s.Location).Select(g => g.First()).OrderBy(s => s.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(s => s.Location.SourceSpan.Start).ToList();
            var groups = sites.GroupBy(s => Text(s.Combination), StringComparer.Ordinal).ToList();
            if (groups.Count < 2) continue;
            var chosen = Choose(groups, sites.Count);
            var example = chosen.First().Location;
            foreach (var site in sites.Where(s => Text(s.Combination) != chosen.Key)) report(Diagnostic.Create(Different, site.Location, [example], site.Operation, Text(site.Combination), chosen.Key));
        }
    }

    // The largest combination that at least a third of the sites use, else the most used one; on a tie external_id beats email.
    private static IGrouping<string, Site> Choose(List<IGrouping<string, Site>> groups, int total)
    {
        var frequent = groups.Where(g => g.Count() * 3 >= total).ToList();
        var size = frequent.Count == 0 ? 0 : frequent.Max(g => g.First().Combination.Count);
        var candidates = frequent.Count == 0 ? groups : frequent.Where(g => g.First().Combination.Count == size).ToList();
        return candidates.OrderByDescending(g => g.Count()).ThenByDescending(g => g.First().Combination.Contains(Identifier.ExternalId)).ThenByDescending(g => g.First().Combination.Count).First();
    }

    private static readonly string[] Identifiers = [Identifier.ExternalId, Identifier.Email];

    // The same on every path, see Counts.
    private static ImmutableSortedSet<string> Combination(CreationPoint point) =>
        Identifiers.Where(i => point.Paths.All(p => p.Identity.Sends(i))).ToImmutableSortedSet(StringComparer.Ordinal);

    private static string Text(ImmutableSortedSet<string> identifiers) => identifiers.Count == 2 ? "external_id and email" : string.Join("", identifiers.DefaultIfEmpty("neither external_id nor email"));

    /// <summary>A place that creates, with the identifiers that it sends on every path.</summary>
    internal sealed record Site(Location Location, string Operation, ImmutableSortedSet<string> Combination, bool IsLead);
}
