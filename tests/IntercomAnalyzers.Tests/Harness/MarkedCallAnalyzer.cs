using System.Collections.Immutable;
using IntercomAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>Reports every create of the community SDKs with the properties that the fix needs: the fix is tested for itself.</summary>
#pragma warning disable RS1036, RS1038, RS1041, RS2008 // A test double, never shipped.
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class MarkedCallAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(DiagnosticIds.SearchBeforeCreate, "Create", "Create", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Report, OperationKind.Invocation);
    }

    private static void Report(OperationAnalysisContext context)
    {
        var method = ((IInvocationOperation)context.Operation).TargetMethod;
        var (client, resolve) = (method.ContainingType.ToDisplayString(), method.Name) switch
        {
            ("IntercomDotNet.Resources.Users", "Post") => ("IntercomDotNet", "FindOrCreate"),
            ("Intercom.Clients.IContactsClient" or "Intercom.Clients.ContactsClient", "Create") => ("Intercom-NET", "FindOrCreate"),
            ("Intercom.Clients.IContactsClient" or "Intercom.Clients.ContactsClient", "CreateAsync") => ("Intercom-NET", "FindOrCreateAsync"),
            _ => (null, null),
        };
        if (client is null) return;
        var properties = ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Client, client).Add(DiagnosticProperties.Resolve, resolve);
        context.ReportDiagnostic(Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), properties));
    }
}
