using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM2002: a retry that repeats a create without the search before it.</summary>
internal sealed class Intercom2002SearchAgainOnRetry : Rule
{
    private static readonly DiagnosticDescriptor Blind = Descriptor(DiagnosticIds.SearchAgainOnRetry, "Do not retry a create without searching again",
        "'{0}' for {1} is repeated by a retry that does not search again: a create whose answer was lost has created the contact, and the next attempt makes a second one; retry the search and the create together, or handle the conflict",
        Categories.Resilience, DiagnosticSeverity.Warning,
        "A time-out or a broken connection does not tell whether the create was done. Only a search inside the repeated body, or an external_id with a handled conflict (409), keeps a second attempt from making a second contact.");

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Blind);

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (point.Kind != CallKind.Create || point.IsConflictHandled || point.Retry.Value != RetryKind.CreateOnly) return;
        report(At(point, Blind, [], point.Call.Operation, point.IdentifierText));
    }
}
