using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM1005: a create whose only evidence of absence is a cache or a local collection.</summary>
internal sealed class Intercom1005CacheIsNoProof : Rule
{
    private static readonly DiagnosticDescriptor Cached = Descriptor(DiagnosticIds.CacheIsNoProof, "A local cache cannot prove that a contact is absent",
        "'{0}' creates a contact by {1} because a local cache has no entry for it: a restart, another instance or an eviction empties the cache, and the contact gets a duplicate; ask Intercom on a miss",
        Categories.Lookup, DiagnosticSeverity.Warning,
        "A cache or collection of this process knows what this process has done since it started. Whether a contact exists is known to Intercom alone: let a miss go on to a search, or to a find-or-create.");

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Cached);

    /// <summary>True when the cache is all the evidence there is at this creation point.</summary>
    public static bool IsReported(CreationPoint point) =>
        point.Kind == CallKind.Create && !point.IsConflictHandled && point.Paths.Any(p => !p.IsGuarded) && point.Paths.All(p => p.IsGuarded || p.HasCacheMiss);

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (!IsReported(point) || Intercom1002FailedSearchIsNotAbsence.IsReported(point)) return;
        report(At(point, Cached, point.UnguardedCallers, point.Call.Operation, point.IdentifierText));
    }
}
