using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM2001: a create or upsert, with the lookup before it, that no retry surrounds.</summary>
internal sealed class Intercom2001RetryWithBackoff : Rule
{
    private static readonly DiagnosticDescriptor Unretried = Descriptor(DiagnosticIds.RetryWithBackoff, "Retry the Intercom calls of this creation with backoff",
        "'{0}' for {1} and the search before it run under no retry: one rate limit or time-out loses the contact or tempts the caller to create it again; retry the whole find-or-create with backoff",
        Categories.Resilience, DiagnosticSeverity.Warning,
        "Intercom limits requests in windows of ten seconds and answers 429 when a window is full. A find-or-create that gives up at the first such answer loses contacts; a caller that repeats only the create makes duplicates.");

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Unretried);

    public override void Check(CreationPoint point, Action<Diagnostic> report)
    {
        if (point.Kind is not (CallKind.Create or CallKind.Upsert) || point.Retry.Value != RetryKind.None) return;
        report(At(point, Unretried, [], point.Call.Operation, point.IdentifierText));
    }
}
