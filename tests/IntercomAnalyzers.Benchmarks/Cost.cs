using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Benchmarks;

/// <summary>The compiler's time on a corpus and the analyzer's time on the same corpus, measured in turns in one process.</summary>
internal sealed record Cost(TimeSpan Compiler, TimeSpan Analyzer, int Diagnostics)
{
    private static readonly ImmutableArray<MetadataReference> Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p))];

    public static Cost Measure(Corpus corpus, int runs)
    {
        var compiler = new List<TimeSpan>();
        var analyzer = new List<TimeSpan>();
        var diagnostics = 0;
        for (var run = 0; run <= runs; run++)
        {
            // Fresh trees and compilations: nothing that one run bound may serve the next.
            var compiled = Compile(corpus);
            var (analyzed, count) = AnalyzeAsync(corpus).GetAwaiter().GetResult();
            if (run == 0) continue;
            compiler.Add(compiled);
            analyzer.Add(analyzed);
            diagnostics = count;
        }

        return new Cost(Median(compiler), Median(analyzer), diagnostics);
    }

    private static CSharpCompilation Create(Corpus corpus) => CSharpCompilation.Create(
        "Corpus",
        corpus.Files.Select(f => CSharpSyntaxTree.ParseText(f.GetText(), (CSharpParseOptions)f.Options, f.FilePath)),
        Platform,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private static TimeSpan Compile(Corpus corpus)
    {
        var clock = Stopwatch.StartNew();
        var result = Create(corpus).Emit(Stream.Null);
        clock.Stop();
        if (!result.Success) throw new InvalidOperationException("The corpus does not compile: " + result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error));
        return clock.Elapsed;
    }

    private static async Task<(TimeSpan Time, int Diagnostics)> AnalyzeAsync(Corpus corpus)
    {
        DiagnosticAnalyzer subject = new IntercomAnalyzer();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysis = Create(corpus).WithAnalyzers([subject], options);
        var result = await analysis.GetAnalysisResultAsync(CancellationToken.None).ConfigureAwait(false);
        return (result.AnalyzerTelemetryInfo[subject].ExecutionTime, result.GetAllDiagnostics().Length);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
