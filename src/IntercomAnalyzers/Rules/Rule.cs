using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Rules;

/// <summary>One rule: a pure function from what is known about a body to reports. A rule keeps no state.</summary>
internal abstract class Rule
{
    private const string HelpRoot = "https://github.com/intercom-analyzers/IntercomAnalyzers/blob/main/docs/rules/";

    public abstract ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    /// <summary>Reports on one creation point.</summary>
    public virtual void Check(CreationPoint point, Action<Diagnostic> report)
    {
    }

    /// <summary>Reports on a whole body, whether or not it creates anything.</summary>
    public virtual void Check(BodyResult body, CompilationModel model, Action<Diagnostic> report)
    {
    }

    protected static DiagnosticDescriptor Descriptor(string id, string title, string message, string category, DiagnosticSeverity severity, string description, params string[] tags) =>
        new(id, title, message, category, severity, isEnabledByDefault: true, description, HelpRoot + id + ".md", tags);

    /// <summary>A report at a creation point, with the facts that a code fix needs.</summary>
    protected static Diagnostic At(CreationPoint point, DiagnosticDescriptor descriptor, IEnumerable<Location> related, params object[] arguments)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Client, point.Call.Client);
        if (point.Call.Resolve is { } resolve) properties = properties.Add(DiagnosticProperties.Resolve, resolve);
        return Diagnostic.Create(descriptor, point.Syntax.GetLocation(), related, properties, arguments);
    }
}
