using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Tests.Docs;

/// <summary>What the documentation says of rules and options is there, and what is there is documented.</summary>
public sealed class DocumentationTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Ids { get; } = [.. AllIds()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryRuleHasPageRowTestAndHelpLink(string id)
    {
        var descriptors = new IntercomAnalyzer().SupportedDiagnostics.Where(d => d.Id == id).ToList();
        var page = File.ReadAllText(Path.Combine(Root, "docs", "rules", id + ".md"));
        Assert.All(descriptors, descriptor =>
        {
            Assert.EndsWith($"docs/rules/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
            Assert.StartsWith($"# {id}: {descriptor.Title}", page, StringComparison.Ordinal);
            Assert.Contains($"| Category | {descriptor.Category} |", page, StringComparison.Ordinal);
            Assert.Contains($"| Severity | {(descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "Info" : descriptor.DefaultSeverity.ToString())} |", page, StringComparison.Ordinal);
            Assert.NotEmpty(descriptor.Description.ToString());
        });
        Assert.Contains($"[{id}](docs/rules/{id}.md) | {descriptors[0].Title} ", File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);
        Assert.Contains($"{id} | {descriptors[0].Category} | {descriptors[0].DefaultSeverity} | {descriptors[0].Title}", string.Concat(Directory.GetFiles(Path.Combine(Root, "src", "IntercomAnalyzers"), "AnalyzerReleases.*.md").Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Root, "tests", "IntercomAnalyzers.Tests", "Rules", $"Intercom{id[^4..]}Tests.cs")));
        Assert.Single(Directory.GetFiles(Path.Combine(Root, "src", "IntercomAnalyzers", "Rules"), $"Intercom{id[^4..]}*.cs"));
    }

    [Theory]
    [InlineData("advisory", "suggestion")]
    [InlineData("recommended", "warning")]
    [InlineData("strict", "error")]
    public void EveryRuleIsInEveryPreset(string preset, string severity)
    {
        var text = File.ReadAllText(Path.Combine(Root, "src", "IntercomAnalyzers.Package", "presets", preset + ".globalconfig"));
        Assert.All(AllIds(), id => Assert.Contains($"dotnet_diagnostic.{id}.severity = {severity}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void NoPageIsLeftOver() =>
        Assert.All(Directory.GetFiles(Path.Combine(Root, "docs", "rules")), page => Assert.Contains(Path.GetFileNameWithoutExtension(page), AllIds()));

    [Fact]
    public void EveryOptionIsDocumented()
    {
        var keys = Directory.GetFiles(Path.Combine(Root, "src", "IntercomAnalyzers"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .SelectMany(text => System.Text.RegularExpressions.Regex.Matches(text, "\"(intercom_analyzers\\.[a-z_]+|build_property\\.[A-Za-z]+)\"").Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.NotEmpty(keys);
        var page = File.ReadAllText(Path.Combine(Root, "docs", "configuration.md"));
        Assert.All(keys, key => Assert.Contains(key.Replace("build_property.", "", StringComparison.Ordinal), page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> AllIds() => new IntercomAnalyzer().SupportedDiagnostics.AsEnumerable().Select(d => d.Id).Distinct();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IntercomAnalyzers.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("IntercomAnalyzers.sln was not found above the tests.");
    }
}
