using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM1001: a create that no lookup guards.</summary>
internal sealed class Intercom1001SearchBeforeCreate : Rule
{
    private const string Title = "Search for the contact before creating it";
    private const string Description = "A create never matches an existing contact. Without a search by the same identifier before it, a contact that exists already gets a twin, or the call is refused with a conflict.";

    private static readonly DiagnosticDescriptor Unguarded = Descriptor(DiagnosticIds.SearchBeforeCreate, Title,
        "'{0}' creates a contact by {1} without searching for it first: a contact that exists already gets a duplicate; resolve it with a find-or-create, or search by the same identifier",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    private static readonly DiagnosticDescriptor StoredId = Descriptor(DiagnosticIds.SearchBeforeCreate, Title,
        "'{0}' creates a contact by {1} because no contact id is stored: what is stored here does not prove what exists in Intercom, and a contact that exists already gets a duplicate; search first",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Unguarded, StoredId);

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (point.Kind != CallKind.Create || point.IsConflictHandled || Intercom1002FailedSearchIsNotAbsence.IsReported(point)
            || Intercom1005CacheIsNoProof.IsReported(point) || Intercom1006UpdateMustNotCreate.IsReported(point)) return;
        var unguarded = point.Paths.Where(p => !p.IsGuarded).ToList();
        if (unguarded.Count == 0) return;
        var descriptor = unguarded.All(p => p.TestsStoredId) ? StoredId : Unguarded;
        report(At(point, descriptor, point.UnguardedCallers, point.Call.Operation, point.IdentifierText));
    }
}
