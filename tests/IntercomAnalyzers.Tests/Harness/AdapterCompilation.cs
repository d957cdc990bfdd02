using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using IntercomAnalyzers.Resolver;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>Compiles sources with what a generator adds to them.</summary>
internal static class AdapterCompilation
{
    public static MetadataReference Resolver { get; } = MetadataReference.CreateFromFile(typeof(ContactDraft).Assembly.Location);

    public static CSharpCompilation Compile(
        string[] sources,
        MetadataReference[] references,
        LanguageVersion version = LanguageVersion.Latest,
        NullableContextOptions nullable = NullableContextOptions.Disable,
        string name = "Case",
        string? without = null) => CSharpCompilation.Create(
            name,
            sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(version), $"{i}.cs")),
            [.. AnalyzerVerifier.Platform.Where(r => without is null || !Path.GetFileName(r.Display!).StartsWith(without, StringComparison.Ordinal)), .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable));

    /// <summary>The sources compile with one generated file, which has no diagnostics of its own.</summary>
    public static void AssertAdapted<T>(CSharpCompilation compilation)
        where T : IIncrementalGenerator, new()
    {
        var adapted = WithAdapter<T>(compilation);
        Assert.Equal(compilation.SyntaxTrees.Length + 1, adapted.SyntaxTrees.Count());
        Assert.Empty(adapted.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty(adapted.GetDiagnostics().Where(d => d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
    }

    public static void AssertNotAdapted<T>(CSharpCompilation compilation, string isEnabled = "true")
        where T : IIncrementalGenerator, new() => Assert.Empty(Driver<T>(compilation, isEnabled).RunGenerators(compilation).GetRunResult().GeneratedTrees);

    public static Compilation WithAdapter<T>(CSharpCompilation compilation)
        where T : IIncrementalGenerator, new()
    {
        Driver<T>(compilation, "true").RunGeneratorsAndUpdateCompilation(compilation, out var adapted, out var diagnostics);
        Assert.Empty(diagnostics);
        return adapted;
    }

    /// <summary>The type <c>C</c> of the sources, compiled with the adapter and loaded into this process.</summary>
    public static Type Load<T>(CSharpCompilation compilation)
        where T : IIncrementalGenerator, new()
    {
        using var stream = new MemoryStream();
        var emitted = WithAdapter<T>(compilation).Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        return Assembly.Load(stream.ToArray()).GetType("C", throwOnError: true)!;
    }

    /// <summary>How the generator's outputs came about after an edit elsewhere.</summary>
    public static IEnumerable<IncrementalStepRunReason> ReasonsAfterAnEdit<T>(CSharpCompilation compilation)
        where T : IIncrementalGenerator, new()
    {
        GeneratorDriver driver = Driver<T>(compilation, "true").RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class D { }", (CSharpParseOptions)compilation.SyntaxTrees[0].Options)));
        return driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);
    }

    private static CSharpGeneratorDriver Driver<T>(CSharpCompilation compilation, string isEnabled)
        where T : IIncrementalGenerator, new() => CSharpGeneratorDriver.Create(
            [new T().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions?)compilation.SyntaxTrees[0].Options,
            optionsProvider: new Options(isEnabled),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private sealed class Options(string isEnabled) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(isEnabled);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string isEnabled) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            (value = key == "build_property.IntercomAnalyzersGenerateAdapters" ? isEnabled : null) is not null;
    }
}
