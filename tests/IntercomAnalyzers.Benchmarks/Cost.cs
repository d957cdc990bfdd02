using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Benchmarks;

/// <summary>The compiler's time on a corpus and the time inside a set of analyzers on the same corpus, measured in turns in one process; means, because a garbage collection is paid by whoever happens to start it: a few turns are hit and most are not.</summary>
internal sealed record Cost(TimeSpan Compiler, ImmutableArray<TimeSpan> Analyzers, int Diagnostics)
{
    private static readonly ImmutableArray<MetadataReference> Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p))];

    // What this process allocates from one collection to the next, in bytes.
    private const int MostBetweenCollections = 130_000_000;

    private const int Garbage = 4096;

    private static readonly Random Shifts = new(20000);

    /// <summary>One warm-up turn, then the turns that count. The number of diagnostics is that of the first set.</summary>
    public static Cost Measure(Corpus corpus, int runs, params ImmutableArray<DiagnosticAnalyzer>[] sets)
    {
        var compiler = new List<TimeSpan>();
        var analyzers = sets.Select(_ => new List<TimeSpan>()).ToList();
        var diagnostics = 0;
        for (var run = 0; run <= runs; run++)
        {
            // Fresh trees and compilations: nothing that one turn bound may serve the next.
            var compiled = Compile(corpus);
            if (run > 0) compiler.Add(compiled);
            for (var i = 0; i < sets.Length; i++)
            {
                var (time, count) = AnalyzeAsync(corpus, sets[i]).GetAwaiter().GetResult();
                if (run > 0) analyzers[i].Add(time);
                if (i == 0) diagnostics = count;
            }
        }

        return new Cost(Mean(compiler), [.. analyzers.Select(Mean)], diagnostics);
    }

    /// <summary>
    /// The time inside a set of analyzers on a small and on a large corpus. The small one is measured in so many more turns that both have the same number of lines in all,
    /// and turns of both alternate, so that a machine that gets slower or faster does so for both. Means of all turns, and the ratio of each turn: one collection more or less inside of the analyzers
    /// moves it by a tenth.
    /// </summary>
    public static (TimeSpan Small, TimeSpan Large, ImmutableArray<double> Ratios) MeasureGrowth(Corpus small, Corpus large, int runs, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var smallTurns = large.Files.Length / small.Files.Length;
        var turns = new List<(TimeSpan Small, TimeSpan Large)>();
        for (var run = 0; run <= runs; run++)
        {
            var smallTime = Mean([.. Enumerable.Range(0, smallTurns).Select(_ => AnalyzeAsync(small, analyzers).GetAwaiter().GetResult().Time)]);
            var largeTime = AnalyzeAsync(large, analyzers).GetAwaiter().GetResult().Time;
            if (run > 0) turns.Add((smallTime, largeTime));
        }

        return (Mean([.. turns.Select(t => t.Small)]), Mean([.. turns.Select(t => t.Large)]), [.. turns.Select(t => t.Large / t.Small)]);
    }

    private static CSharpCompilation Create(Corpus corpus) => CSharpCompilation.Create(
        "Corpus",
        corpus.Files.Select(f => CSharpSyntaxTree.ParseText(f.GetText(), (CSharpParseOptions)f.Options, f.FilePath)),
        Platform,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private static TimeSpan Compile(Corpus corpus)
    {
        Collect();
        var clock = Stopwatch.StartNew();
        var result = Create(corpus).Emit(Stream.Null);
        clock.Stop();
        if (!result.Success) throw new InvalidOperationException("The corpus does not compile: " + result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error));
        return clock.Elapsed;
    }

    private static async Task<(TimeSpan Time, int Diagnostics)> AnalyzeAsync(Corpus corpus, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        Collect();
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (_, _, _) => { }, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysis = Create(corpus).WithAnalyzers(analyzers, options);
        var result = await analysis.GetAnalysisResultAsync(CancellationToken.None).ConfigureAwait(false);
        return (TimeSpan.FromTicks(result.AnalyzerTelemetryInfo.Values.Sum(t => t.ExecutionTime.Ticks)), result.GetAllDiagnostics().Length);
    }

    // What one turn left behind is not charged to the next. A turn of one corpus allocates the same each time, so its collections would all begin at the same places,
    // each inside of the analyzers or each outside: some garbage moves them.
    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        for (var left = Shifts.Next(MostBetweenCollections); left > 0; left -= Garbage)
        {
            GC.KeepAlive(new byte[Garbage]);
        }
    }

    private static TimeSpan Mean(List<TimeSpan> times) => TimeSpan.FromTicks((long)times.Average(t => t.Ticks));
}
