using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>
/// Runs the analyzer over a case twice: as a build does, and file by file as an editor does. Markup <c>{|INTERCOM1001:call|}</c> says what must be reported;
/// nothing else may be. <c>// ==== Name.cs</c> starts another file, <c>// option: key = value</c> sets an option.
/// </summary>
internal static class AnalyzerVerifier
{
    /// <summary>The rule IDs that exist.</summary>
    public static ImmutableArray<string> Ids { get; } = [.. new IntercomAnalyzer().SupportedDiagnostics.Select(d => d.Id).Distinct()];

    public static ImmutableArray<MetadataReference> Platform { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !IsOfTheTest(Path.GetFileNameWithoutExtension(p)))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>Verifies a case for one rule; reports of other rules are not looked at.</summary>
    public static async Task VerifyAsync(string id, string source)
    {
        var test = new CSharpAnalyzerTest<IntercomAnalyzer, DefaultVerifier> { ReferenceAssemblies = new ReferenceAssemblies("net10.0") };
        var testCase = Case.Read(source);
        foreach (var (name, text) in testCase.Files) test.TestState.Sources.Add((name, SourceText.From(text)));
        test.TestState.AdditionalReferences.AddRange(References(testCase));
        if (testCase.Config.Length > 0) test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", testCase.Config));
        test.DisabledDiagnostics.AddRange(Ids.Remove(id));
        test.TestState.MarkupHandling = MarkupMode.Allow;
        test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
        test.CompilerDiagnostics = CompilerDiagnostics.Errors;
        await test.RunAsync();
        if (id != "INTERCOM3001" || testCase.Config.Contains("required_identifiers", StringComparison.Ordinal)) await VerifyLiveAsync(id, testCase);
    }

    /// <summary>What an editor shows: each file asked for alone, in reverse order, from a new compilation.</summary>
    private static async Task VerifyLiveAsync(string id, Case testCase)
    {
        var expected = new List<string>();
        var trees = new List<SyntaxTree>();
        foreach (var (name, text) in testCase.Files)
        {
            TestFileMarkupParser.GetSpans(text, out var output, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(output), CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), name);
            trees.Add(tree);
            if (spans.TryGetValue(id, out var marked)) expected.AddRange(marked.Select(s => $"{name}: {tree.GetLineSpan(s)}"));
        }

        var compilation = CSharpCompilation.Create("Live", trees, References(testCase), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var found = new List<string>();
        var analysis = compilation.WithAnalyzers([new IntercomAnalyzer()], new AnalyzerOptions([], new ConfigOptions(testCase.Config)));
        foreach (var tree in Enumerable.Reverse(trees))
        {
            var diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, CancellationToken.None);
            found.AddRange(diagnostics.Where(d => d.Id == id || d.Id == "AD0001").Select(d => $"{tree.FilePath}: {d.Location.GetLineSpan()}"));
        }

        Xunit.Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static ImmutableArray<MetadataReference> References(Case testCase) => [.. Platform, .. SdkReferences.For(string.Concat(testCase.Files.Select(f => f.Text)))];

    private static bool IsOfTheTest(string assembly) =>
        assembly.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || assembly.StartsWith("xunit", StringComparison.OrdinalIgnoreCase)
        || assembly.StartsWith("IntercomAnalyzers", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.TestPlatform", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.VisualStudio", StringComparison.Ordinal) || assembly.StartsWith("NuGet", StringComparison.Ordinal) || assembly is "testhost" or "FakeIntercom";
}
