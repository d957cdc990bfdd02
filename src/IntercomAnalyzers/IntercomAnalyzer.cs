using System.Collections.Concurrent;
using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.Configuration;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using IntercomAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers;

/// <summary>The one analyzer: a cheap gate by names, one walk per body that holds a candidate, all rules fed from it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IntercomAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<Rule> Rules =
        ImmutableArray.Create<Rule>(
            new Intercom0001Configuration(), new Intercom1001SearchBeforeCreate(), new Intercom1002FailedSearchIsNotAbsence(), new Intercom1003CreateOnlyWhenNotFound(), new Intercom1004SearchByEveryIdentifier(),
            new Intercom1005CacheIsNoProof(), new Intercom1006UpdateMustNotCreate(), new Intercom1007SeveralAreNotNone(), new Intercom2001RetryWithBackoff(), new Intercom2002SearchAgainOnRetry(), new Intercom3001OneCombination());

    private readonly Action<CompilationModel>? observer;

    /// <summary>The analyzer as hosts create it.</summary>
    public IntercomAnalyzer()
    {
    }

    /// <summary>An analyzer that shows what it has computed for each compilation.</summary>
    internal IntercomAnalyzer(Action<CompilationModel> observer) => this.observer = observer;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.SelectMany(r => r.Descriptors).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Generated code is left out below, by the same marks: asked to do it, the driver reads every token of a file for its first report.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        TreeFacts? Facts(SyntaxTree tree) => context.TryGetValue(tree, TreeFacts.Provider, out var facts) ? facts : null;

        // A call of Intercom needs its host, its header, or a namespace or type with its name: a project without the word pays for one pass over its text.
        if (!context.Compilation.SyntaxTrees.Any(t => Facts(t) is { MentionsIntercom: true })) return;

        // Not before the first file: by then the compiler has read all declarations for itself. A cancellation is not kept as the answer.
        var model = new Lazy<CompilationModel?>(() => ModelOf(context.Compilation, context.Options, Facts, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        var sites = new ConcurrentBag<Intercom3001OneCombination.Site>();
        context.RegisterSemanticModelAction(file =>
        {
            if (model.Value is { } known) Analyze(file, known, sites);
        });
        context.RegisterCompilationEndAction(end =>
        {
            if (model.Value is not { } known) return;
            Intercom0001Configuration.Check(known.Settings.Methods, end.ReportDiagnostic);
            Intercom3001OneCombination.CheckAll(sites, end.ReportDiagnostic);
        });
    }

    private CompilationModel? ModelOf(Compilation compilation, AnalyzerOptions options, Func<SyntaxTree, TreeFacts?> facts, CancellationToken cancellationToken)
    {
        var settings = new AnalyzerSettings(options, compilation, cancellationToken);
        if (settings.IsSilentTestProject(compilation)) return null;
        var clients = IntercomClient.All.Where(c => c.IsReferenced(compilation)).ToImmutableArray();
        var model = new CompilationModel(compilation, settings, clients, facts, cancellationToken);
        observer?.Invoke(model);
        return model;
    }

    private static void Analyze(SemanticModelAnalysisContext context, CompilationModel model, ConcurrentBag<Intercom3001OneCombination.Site> sites)
    {
        var tree = context.SemanticModel.SyntaxTree;
        if (model.Facts(tree) is not { } facts || model.IsGenerated(tree)) return;
        var required = model.Settings.RequiredIdentifiers(tree);
        var reader = new CreationPointReader(model);
        Action<Diagnostic> report = context.ReportDiagnostic;
        foreach (var body in Bodies(context, facts, model))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (GeneratedCode.IsGenerated(body)) continue;
            var result = model.Body(body, context.SemanticModel);
            if (result.IsOverflow || model.IsClientSource(result.Method?.ContainingType) || (result.Method is { } method && ConfiguredClient.Marked(method) is not null)) continue;
            foreach (var rule in Rules) rule.Check(result, model, report);
            foreach (var point in reader.Read(result))
            {
                foreach (var rule in Rules) rule.Check(point, report);
                if (required.Count > 0) Intercom3001OneCombination.CheckRequired(point, required, report);
                else if (Intercom3001OneCombination.Counts(point)) sites.Add(Intercom3001OneCombination.SiteOf(point));
            }
        }
    }

    // The bodies that call a client, or a method whose parameters may make it an Intercom call.
    private static IEnumerable<SyntaxNode> Bodies(SemanticModelAnalysisContext context, TreeFacts facts, CompilationModel model)
    {
        var bodies = new HashSet<SyntaxNode>();
        foreach (var name in model.CandidatesIn(facts))
        {
            var isForwarder = model.IsForwarder(name);
            foreach (var invocation in facts.CallsOf(name))
            {
                if (BodyWalker.BodyAround(invocation) is not { } body || bodies.Contains(body)) continue;
                var method = context.SemanticModel.GetSymbolInfo(invocation, context.CancellationToken).Symbol as IMethodSymbol;
                if (method is not null && (model.ClientOf(method.ReducedFrom ?? method) is not null || (isForwarder && method.DeclaringSyntaxReferences.Length > 0))) bodies.Add(body);
            }
        }

        return bodies;
    }
}
