using System.Collections.Immutable;
using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.CodeFixes;
using IntercomAnalyzers.Resolver;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>
/// Applies the fix one by one and by Fix All in document, project and solution: each must give the same text, which compiles and has nothing left to fix.
/// The adapter generator runs along, as it does in a build.
/// </summary>
internal static class FixVerifier
{
    private static readonly MetadataReference ResolverReference = MetadataReference.CreateFromFile(typeof(ContactDraft).Assembly.Location);

    /// <summary>What <paramref name="source"/> reports under <paramref name="id"/> is fixed to <paramref name="fixedSource"/>.</summary>
    public static Task VerifyAsync(string id, string source, string fixedSource, LanguageVersion version = LanguageVersion.Latest) => RunAsync<IntercomAnalyzer>(id, source, fixedSource, withResolver: true, version);

    /// <summary>What <paramref name="source"/> reports under <paramref name="id"/> is offered no fix.</summary>
    public static Task VerifyNotOfferedAsync(string id, string source, bool withResolver = true) => RunAsync<IntercomAnalyzer>(id, source, source, withResolver, LanguageVersion.Latest);

    /// <summary>The creates of the community SDKs in <paramref name="source"/> are fixed to <paramref name="fixedSource"/>, whatever the analyzer thinks of them.</summary>
    public static Task VerifyMarkedAsync(string source, string fixedSource) => RunAsync<MarkedCallAnalyzer>("INTERCOM1001", source, fixedSource, withResolver: true, LanguageVersion.Latest);

    /// <summary>The creates of the community SDKs in <paramref name="source"/> are offered no fix.</summary>
    public static Task VerifyMarkedNotOfferedAsync(string source, bool withResolver = true) => RunAsync<MarkedCallAnalyzer>("INTERCOM1001", source, source, withResolver, LanguageVersion.Latest);

    private static async Task RunAsync<TAnalyzer>(string id, string source, string fixedSource, bool withResolver, LanguageVersion version)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var test = new Test<TAnalyzer>(version)
        {
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            TestBehaviors = TestBehaviors.SkipGeneratedSourcesCheck | TestBehaviors.SkipSuppressionCheck,
            CodeFixTestBehaviors = CodeFixTestBehaviors.None,
        };
        Fill(test.TestState, source);
        Fill(test.FixedState, fixedSource);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        var references = AnalyzerVerifier.Platform.Where(r => !Path.GetFileName(r.Display!).StartsWith("Polly", StringComparison.Ordinal));
        test.TestState.AdditionalReferences.AddRange(references);
        if (withResolver) test.TestState.AdditionalReferences.Add(ResolverReference);
        if (SdkOf(source) is { } sdk) test.TestState.AdditionalReferences.Add(sdk);
        test.DisabledDiagnostics.AddRange(AnalyzerVerifier.Ids.Remove(id));
        test.MarkupOptions = MarkupOptions.UseFirstDescriptor;

        // As a reference of the project: the fix sees what the generator adds, as it does in an editor.
        test.SolutionTransforms.Add((solution, project) => solution.AddAnalyzerReference(project, new AdapterReference()));
        await test.RunAsync();
    }

    private static void Fill(SolutionState state, string source)
    {
        // A case is read with line feeds; one that was written with carriage returns gets them back.
        var newLine = source.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        foreach (var (name, text) in Case.Read(source).Files) state.Sources.Add((name, SourceText.From(text.ReplaceLineEndings(newLine))));
    }

    private static MetadataReference? SdkOf(string source) =>
        source.Contains("using Intercom.Requests.Contacts;", StringComparison.Ordinal) ? IntercomNetSdk.Reference
        : source.Contains("using IntercomDotNet", StringComparison.Ordinal) ? IntercomDotNetSdk.Reference
        : source.Contains("using Intercom.", StringComparison.Ordinal) ? OfficialSdk.Reference
        : null;

    private sealed class Test<TAnalyzer>(LanguageVersion version) : CSharpCodeFixTest<TAnalyzer, ResolveInsteadOfCreateCodeFixProvider, DefaultVerifier>
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(version);
    }

    private sealed class AdapterReference : AnalyzerReference
    {
        // The workspace keeps what a generator made by the generator's instance.
        private readonly ImmutableArray<ISourceGenerator> generators = 
        [
            new OfficialSdkAdapterGenerator().AsSourceGenerator(), new IntercomNetAdapterGenerator().AsSourceGenerator(), new IntercomDotNetAdapterGenerator().AsSourceGenerator(),
        ];

        public override string FullPath => nameof(AdapterReference);

        public override object Id => FullPath;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => GetGenerators(LanguageNames.CSharp);
    }
}
