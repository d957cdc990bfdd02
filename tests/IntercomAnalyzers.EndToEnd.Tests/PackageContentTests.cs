using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace IntercomAnalyzers.EndToEnd.Tests;

/// <summary>What is in the packages, and that the oldest host can load it.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(Packages))]
public sealed class PackageContentTests(Packages packages)
{
    private const string Folder = "analyzers/dotnet/roslyn4.8/cs/";

    // What a host with Roslyn 4.8 brings along; nothing else is there to be loaded.
    private static readonly Dictionary<string, Version> Roslyn48 = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["System.Buffers"] = new(4, 0, 3, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Numerics.Vectors"] = new(4, 1, 4, 0),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Text.Encoding.CodePages"] = new(7, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
    };

    [Fact]
    public void AnalyzerPackageHoldsExactlyTheseFiles() => Assert.Equal(
        [
            "IntercomAnalyzers.nuspec",
            "README.md",
            Folder + "IntercomAnalyzers.CodeFixes.dll",
            Folder + "IntercomAnalyzers.dll",
            "buildTransitive/IntercomAnalyzers.props",
            "buildTransitive/IntercomAnalyzers.targets",
            "presets/advisory.globalconfig",
            "presets/recommended.globalconfig",
            "presets/strict.globalconfig",
        ],
        FilesOf("IntercomAnalyzers"));

    [Fact]
    public void ResolverPackageHoldsExactlyTheseFiles() => Assert.Equal(
        [
            "IntercomAnalyzers.Resolver.nuspec",
            "README.md",
            "lib/net8.0/IntercomAnalyzers.Resolver.dll",
            "lib/net8.0/IntercomAnalyzers.Resolver.xml",
            "lib/netstandard2.0/IntercomAnalyzers.Resolver.dll",
            "lib/netstandard2.0/IntercomAnalyzers.Resolver.xml",
        ],
        FilesOf("IntercomAnalyzers.Resolver"));

    [Fact]
    public void AnalyzerPackageIsADevelopmentDependencyWithoutDependencies()
    {
        var metadata = Metadata("IntercomAnalyzers");
        Assert.Equal("true", Value(metadata, "developmentDependency"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.DoesNotContain(metadata.Descendants(), e => e.Name.LocalName == "dependency");
    }

    [Fact]
    public void ResolverPackageBringsTheAnalyzersAlong()
    {
        var metadata = Metadata("IntercomAnalyzers.Resolver");
        Assert.NotEqual("true", Value(metadata, "developmentDependency"));
        var brought = metadata.Descendants().Where(e => e.Name.LocalName == "dependency" && (string?)e.Attribute("id") == "IntercomAnalyzers").ToList();
        Assert.Equal(2, brought.Count);
        Assert.All(brought, dependency =>
        {
            Assert.DoesNotContain("Analyzers", (string?)dependency.Attribute("exclude") ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain("Build", (string?)dependency.Attribute("exclude") ?? "", StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("IntercomAnalyzers.dll", false)]
    [InlineData("IntercomAnalyzers.CodeFixes.dll", true)]
    public void OldestHostCanLoadTheAssembly(string assembly, bool mayUseWorkspaces)
    {
        using var archive = packages.Open("IntercomAnalyzers");
        using var stream = new MemoryStream();
        using (var entry = archive.GetEntry(Folder + assembly)!.Open()) entry.CopyTo(stream);
        stream.Position = 0;
        using var image = new PEReader(stream);
        var reader = image.GetMetadataReader();
        var references = reader.AssemblyReferences.Select(reader.GetAssemblyReference).Select(r => (Name: reader.GetString(r.Name), r.Version)).ToList();
        Assert.NotEmpty(references);
        Assert.All(references.Where(r => r.Name != "IntercomAnalyzers"), r => Assert.True(Roslyn48.TryGetValue(r.Name, out var newest) && r.Version <= newest, $"{r.Name} {r.Version}"));

        // The command-line compiler has no workspaces.
        Assert.Equal(mayUseWorkspaces, references.Any(r => r.Name.EndsWith("Workspaces", StringComparison.Ordinal)));
    }

    private List<string> FilesOf(string package)
    {
        using var archive = packages.Open(package);
        return [.. archive.Entries.Select(e => e.FullName)
            .Where(n => !n.StartsWith("_rels", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal) && n != "[Content_Types].xml").Order(StringComparer.Ordinal)];
    }

    private XElement Metadata(string package)
    {
        using var archive = packages.Open(package);
        using var entry = archive.GetEntry(package + ".nuspec")!.Open();
        return XDocument.Load(entry).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
    }

    private static string? Value(XElement metadata, string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
}
