using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM1006: a create or upsert where the contact, or its id, is known to be there.</summary>
internal sealed class Intercom1006UpdateMustNotCreate : Rule
{
    private const string Title = "An update must not create";
    private const string Description = "What is known to exist is updated by its id, with PUT /contacts/{id}. A create there makes a second contact or ends in a conflict; an upsert without the id makes one when the identifiers have changed.";

    private static readonly DiagnosticDescriptor Known = Descriptor(DiagnosticIds.UpdateMustNotCreate, Title,
        "'{0}' creates a contact where its id is known: the known contact is not updated and gets a duplicate; update it by id (PUT /contacts/{{id}})",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    private static readonly DiagnosticDescriptor Found = Descriptor(DiagnosticIds.UpdateMustNotCreate, Title,
        "'{0}' creates a contact where a search has found it: the found contact is not updated and gets a duplicate; update it by its id (PUT /contacts/{{id}})",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    private static readonly DiagnosticDescriptor WithoutId = Descriptor(DiagnosticIds.UpdateMustNotCreate, Title,
        "'{0}' is called without an id and posts to the create route: on the current API it makes a new contact instead of updating one; set the id",
        Categories.Lookup, DiagnosticSeverity.Warning, Description);

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Known, Found, WithoutId);

    /// <summary>True when this creation point is an update that creates.</summary>
    public static bool IsReported(CreationPoint point) => Reason(point) is not null;

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (Reason(point) is { } descriptor) report(At(point, descriptor, [], point.Call.Operation));
    }

    private static DiagnosticDescriptor? Reason(CreationPoint point)
    {
        if (point.Kind == CallKind.UpdateWithoutId) return WithoutId;
        if (point.Kind is not (CallKind.Create or CallKind.Upsert) || point.Call.IsBulk || Intercom1007SeveralAreNotNone.IsReported(point)) return null;

        // An upsert that sends the id matches by it before anything else.
        if (point.Kind == CallKind.Upsert && point.Paths.Any(p => !p.Identity.IsKnown || p.Identity.Sends(Identifier.IntercomId))) return null;
        if (point.Paths.All(p => p.HasStoredId)) return Known;
        return !point.HasTwinWhereNothingWasFound && point.Paths.All(p => p.IsFound || p.HasStoredId) ? Found : null;
    }
}
