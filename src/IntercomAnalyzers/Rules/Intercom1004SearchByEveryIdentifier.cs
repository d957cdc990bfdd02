using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM1004: the create sends external_id and email, and only one of them was searched for.</summary>
internal sealed class Intercom1004SearchByEveryIdentifier : Rule
{
    private static readonly DiagnosticDescriptor Uncovered = Descriptor(DiagnosticIds.SearchByEveryIdentifier, "Search by every identifier that the create sends",
        "'{0}' sends external_id and email, but the search before it asked only for the {1}: the contact may exist under the {2} and gets a duplicate; search by both",
        Categories.Lookup, DiagnosticSeverity.Warning,
        "A person may be known by email alone (an invitation, an import) or by external_id with another email. Only a search by both identifiers proves that nobody is there.");

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Uncovered);

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (point.Kind != CallKind.Create || point.Call.IsBulk || point.IsConflictHandled) return;

        // A lead's external_id is ignored by the server: its email is all that has to be searched for.
        var partly = point.Paths.FirstOrDefault(p => p.IsGuarded && p.FailedGuard is null && !p.IsFound && Missing(p) is { } identifier && !(point.IsLead && identifier == Identifier.ExternalId));
        if (partly is null) return;
        var missing = Missing(partly)!;
        report(At(point, Uncovered, [], point.Call.Operation, missing == Identifier.Email ? Identifier.ExternalId : Identifier.Email, missing));
    }

    private static string? Missing(CreationPath path)
    {
        if (!path.Identity.Sends(Identifier.ExternalId) || !path.Identity.Sends(Identifier.Email)) return null;
        var byKey = path.Searched.Contains(Identifier.ExternalId);
        var byEmail = path.Searched.Contains(Identifier.Email);
        return byKey == byEmail ? null : byKey ? Identifier.Email : Identifier.ExternalId;
    }
}
