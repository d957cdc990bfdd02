using System.Collections.Immutable;
using IntercomAnalyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Rules;

/// <summary>INTERCOM0001: an option or a configuration file of the analyzers that cannot be read. What can be read counts.</summary>
internal sealed class Intercom0001Configuration : Rule
{
    private static readonly DiagnosticDescriptor Unreadable = Descriptor(DiagnosticIds.Configuration, "Correct the configuration of the analyzers",
        "'{0}' cannot be read: {1}",
        Categories.Configuration, DiagnosticSeverity.Warning,
        "An entry that cannot be read is ignored; the rest of the configuration counts.", WellKnownDiagnosticTags.CompilationEnd);

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = ImmutableArray.Create(Unreadable);

    public static void Check(MethodList methods, Action<Diagnostic> report)
    {
        foreach (var error in methods.Errors)
        {
            var location = error.Path is { } path ? Location.Create(path, new TextSpan(0, 0), error.Span ?? default) : Location.None;
            report(Diagnostic.Create(Unreadable, location, error.Source, error.Problem));
        }
    }
}
