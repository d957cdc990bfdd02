using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM1003: a search was made, but the create does not depend on what it found.</summary>
internal sealed class Intercom1003CreateOnlyWhenNotFound : Rule
{
    private const string Title = "Create only when the search found nothing";
    private const string Description = "A search protects from duplicates only when its answer decides: the contact is created on the branch where nothing was found, and nowhere else.";

    private static readonly DiagnosticDescriptor Ignored = Descriptor(DiagnosticIds.CreateOnlyWhenNotFound, Title,
        "'{0}' creates a contact by {1} whatever the search before it found: a contact that was found gets a duplicate; create only when the search found nothing",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    private static readonly DiagnosticDescriptor Found = Descriptor(DiagnosticIds.CreateOnlyWhenNotFound, Title,
        "'{0}' creates a contact by {1} also where the search before it has found one: that contact gets a duplicate; leave the found branch before the create",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Ignored, Found);

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        // The persons of a bulk create are a set: what the search decided is who belongs to it.
        if (point.Kind != CallKind.Create || point.Call.IsBulk || point.IsConflictHandled || Intercom1002FailedSearchIsNotAbsence.IsReported(point)
            || Intercom1006UpdateMustNotCreate.IsReported(point) || Intercom1007SeveralAreNotNone.IsReported(point)) return;
        var found = point.Paths.Any(p => p.IsFound);
        if (!found && !point.Paths.Any(p => p.IsIgnored)) return;
        report(At(point, found ? Found : Ignored, [], point.Call.Operation, point.IdentifierText));
    }
}
