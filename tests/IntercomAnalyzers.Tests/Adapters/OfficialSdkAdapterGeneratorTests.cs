using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.Resolver;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Tests.Adapters;

public sealed class OfficialSdkAdapterGeneratorTests
{
    private const string Uses =
        """
        using Intercom.Clients;
        using Intercom.Data;
        using IntercomAnalyzers.Resolver.CallSites;
        class Lead : Contact { public string role { get; set; } }
        class C
        {
            User M(UsersClient users) { return users.FindOrCreate(new User { user_id = "1" }); }
            Contact M(ContactsClient contacts) { return contacts.FindOrCreate(new Lead { email = "a@example.com", role = "user" }); }
        }
        """;

    private static readonly MetadataReference ResolverReference = MetadataReference.CreateFromFile(typeof(ContactDraft).Assembly.Location);

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Enable)]
    public void AdaptsTheReferencedSdk(LanguageVersion version, NullableContextOptions nullable) =>
        AssertCompiles(Compile([Uses], [ResolverReference, OfficialSdk.Reference], version, nullable));

    [Fact]
    public void AdaptsAnSdkThatIsSourceOfTheProject() => AssertCompiles(Compile([Uses, OfficialSdk.Source], [ResolverReference]));

    [Fact]
    public void AdaptsAnSdkThatIsInternal() =>
        AssertCompiles(Compile([Uses, OfficialSdk.Source.Replace("public class", "internal class", StringComparison.Ordinal)], [ResolverReference]));

    [Fact]
    public void AdaptsAForkWithOtherMembers() => AssertCompiles(Compile(
        [Uses, OfficialSdk.Source.Replace("public string phone { get; set; }", "public string[] tags { get; set; } public System.DateTime? signed_up_at { get; set; }", StringComparison.Ordinal)
            .Replace("public string name { get; set; }", "public string name { get; private set; }", StringComparison.Ordinal)],
        [ResolverReference]));

    [Fact]
    public void NothingWithoutTheResolver() => Assert.Empty(Run(Compile(["class C { }"], [OfficialSdk.Reference])).GeneratedTrees);

    [Fact]
    public void NothingWithoutTheSdk() => Assert.Empty(Run(Compile(["class C { }"], [ResolverReference])).GeneratedTrees);

    [Fact]
    public void NothingWhenTheSdkIsHiddenInAnotherAssembly()
    {
        var other = Compile([OfficialSdk.Source.Replace("public class", "internal class", StringComparison.Ordinal)], [], name: "Other");
        Assert.Empty(Run(Compile(["class C { }"], [ResolverReference, other.ToMetadataReference()])).GeneratedTrees);
    }

    [Fact]
    public void NothingWhenSwitchedOff() =>
        Assert.Empty(Run(Compile(["class C { }"], [ResolverReference, OfficialSdk.Reference]), "false").GeneratedTrees);

    [Fact]
    public void NothingWhenAFriendAssemblyHasItAlready()
    {
        var friend = WithAdapter(Compile(["""[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Case")]"""], [ResolverReference, OfficialSdk.Reference], name: "Friend"));
        Assert.Empty(Run(Compile([Uses], [ResolverReference, OfficialSdk.Reference, friend.ToMetadataReference()])).GeneratedTrees);
    }

    [Fact]
    public void EachOfTwoStrangersGetsItsOwn()
    {
        var stranger = WithAdapter(Compile(["class C { }"], [ResolverReference, OfficialSdk.Reference], name: "Stranger"));
        AssertCompiles(Compile([Uses], [ResolverReference, OfficialSdk.Reference, stranger.ToMetadataReference()]));
    }

    [Fact]
    public void AnEditElsewhereEmitsNothingAnew()
    {
        var compilation = Compile([Uses], [ResolverReference, OfficialSdk.Reference]);
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new OfficialSdkAdapterGenerator().AsSourceGenerator()], driverOptions: options, optionsProvider: new Options("true"));
        driver = driver.RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class D { }")));
        var outputs = driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs);
        Assert.All(outputs, o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    private static void AssertCompiles(CSharpCompilation compilation)
    {
        var adapted = WithAdapter(compilation);
        Assert.Equal(compilation.SyntaxTrees.Length + 1, adapted.SyntaxTrees.Count());
        Assert.Empty(adapted.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty(adapted.GetDiagnostics().Where(d => d.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
    }

    private static Compilation WithAdapter(CSharpCompilation compilation)
    {
        Driver(compilation, "true").RunGeneratorsAndUpdateCompilation(compilation, out var adapted, out var diagnostics);
        Assert.Empty(diagnostics);
        return adapted;
    }

    private static GeneratorDriverRunResult Run(CSharpCompilation compilation, string isEnabled = "true") => Driver(compilation, isEnabled).RunGenerators(compilation).GetRunResult();

    private static CSharpGeneratorDriver Driver(CSharpCompilation compilation, string isEnabled) => CSharpGeneratorDriver.Create(
        [new OfficialSdkAdapterGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions?)compilation.SyntaxTrees[0].Options, optionsProvider: new Options(isEnabled));

    private static CSharpCompilation Compile(
        string[] sources, MetadataReference[] references, LanguageVersion version = LanguageVersion.Latest, NullableContextOptions nullable = NullableContextOptions.Disable, string name = "Case") =>
        CSharpCompilation.Create(
            name,
            sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(version), $"{i}.cs")),
            [.. AnalyzerVerifier.Platform, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable));

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
