using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM1007: a create that also runs when the search found several contacts.</summary>
internal sealed class Intercom1007SeveralAreNotNone : Rule
{
    private static readonly DiagnosticDescriptor Several = Descriptor(DiagnosticIds.SeveralAreNotNone, "Several matches are not 'none'",
        "'{0}' also runs when the search for {1} found several contacts: the duplicates that are there already get one more; create only when the count is 0, and refuse several",
        Categories.Lookup, DiagnosticSeverity.Warning,
        "Emails are not unique in Intercom, and duplicates may exist already. A test for exactly one match sends 'several' down the same branch as 'none'.");

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Several);

    /// <summary>True when several matches lead to this create.</summary>
    public static bool IsReported(CreationPoint point) => point.Kind == CallKind.Create && point.Paths.Any(p => p.IsSeveral) && !Intercom1002FailedSearchIsNotAbsence.IsReported(point);

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (IsReported(point)) report(At(point, Several, [], point.Call.Operation, point.IdentifierText));
    }
}
