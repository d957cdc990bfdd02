using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Fixes;

public sealed class ResolveInsteadOfCreateFixUsingTests
{
    private const string Unsafe = """class C { Task M(HttpClient http, string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|}; }""";
    private const string Safe = """class C { Task M(HttpClient http, string email) => http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email }); }""";

    [Fact]
    public Task GoesBetweenItsNeighbours() => VerifyAsync(
        "using System.Linq;\nusing System.Text;\nusing Newtonsoft.Json;\nusing static System.Math;\n\n" + Unsafe,
        "using System.Linq;\nusing System.Text;\nusing IntercomAnalyzers.Resolver.CallSites;\nusing Newtonsoft.Json;\nusing static System.Math;\n\n" + Safe);

    [Fact]
    public Task HeaderStaysOnTopOfTheFirstDirective() => VerifyAsync(
        "// Copyright.\n\nusing Newtonsoft.Json;\n\n" + Unsafe,
        "// Copyright.\n\nusing IntercomAnalyzers.Resolver.CallSites;\nusing Newtonsoft.Json;\n\n" + Safe);

    [Fact]
    public Task HeaderStaysOnTopOfAFileWithoutDirectives() => VerifyAsync(
        "// Copyright.\n\n// The class.\n" + Unsafe,
        "// Copyright.\n\nusing IntercomAnalyzers.Resolver.CallSites;\n\n// The class.\n" + Safe);

    [Fact]
    public Task StaysInsideTheNamespaceThatHasTheDirectives() => VerifyAsync(
        "namespace N\n{\n    using System.Text;\n\n    " + Unsafe + "\n}",
        "namespace N\n{\n    using System.Text;\n    using IntercomAnalyzers.Resolver.CallSites;\n\n    " + Safe + "\n}");

    [Fact]
    public Task FileScopedNamespaceKeepsItsPlace() => VerifyAsync(
        "namespace N;\n\n" + Unsafe,
        "using IntercomAnalyzers.Resolver.CallSites;\n\nnamespace N;\n\n" + Safe);

    [Fact]
    public Task ExistingDirectiveIsUsed() => VerifyAsync("using IntercomAnalyzers.Resolver.CallSites;\n\n" + Unsafe, "using IntercomAnalyzers.Resolver.CallSites;\n\n" + Safe);

    [Fact]
    public Task GlobalDirectiveIsUsed() => VerifyAsync(
        Unsafe + "\n// ==== Global.cs\nglobal using IntercomAnalyzers.Resolver.CallSites;\n",
        Safe + "\n// ==== Global.cs\nglobal using IntercomAnalyzers.Resolver.CallSites;\n");

    [Fact]
    public Task ExternAliasStaysFirst() => VerifyAsync(
        "extern alias {|CS0430:Other|};\n\n" + Unsafe,
        "extern alias {|CS0430:Other|};\n\nusing IntercomAnalyzers.Resolver.CallSites;\n\n" + Safe);

    [Fact]
    public Task CarriageReturnsStay() => VerifyAsync(
        ("using System.Text;\n\n" + Unsafe).ReplaceLineEndings("\r\n"),
        ("using System.Text;\nusing IntercomAnalyzers.Resolver.CallSites;\n\n" + Safe).ReplaceLineEndings("\r\n"));

    [Fact]
    public Task RegionAndConditionalDirectivesAreKept() => VerifyAsync(
        "#if DEBUG\nusing System.Text;\n#endif\n#nullable enable\n" + Unsafe,
        "using IntercomAnalyzers.Resolver.CallSites;\n\n#if DEBUG\nusing System.Text;\n#endif\n#nullable enable\n" + Safe);

    [Fact]
    public Task NoNameOfTheFileBecomesAmbiguous() => VerifyAsync(
        "using Mine;\n\nclass D { Contact? contact; }\n" + Unsafe + "\n// ==== Mine.cs\nnamespace Mine { public class Contact { } }\n",
        "using IntercomAnalyzers.Resolver.CallSites;\nusing Mine;\n\nclass D { Contact? contact; }\n" + Safe + "\n// ==== Mine.cs\nnamespace Mine { public class Contact { } }\n");

    [Fact]
    public Task ConditionalDirectiveGetsNoNeighbour() => VerifyAsync(
        "// Copyright.\n\n#if !NEVER\nusing System.Text;\n#endif\nusing Newtonsoft.Json;\n\n" + Unsafe,
        "// Copyright.\n\nusing IntercomAnalyzers.Resolver.CallSites;\n#if !NEVER\nusing System.Text;\n#endif\nusing Newtonsoft.Json;\n\n" + Safe);

    [Fact]
    public Task SymbolsAreDefinedFirst() => VerifyAsync(
        "#define MINE\n" + Unsafe,
        "#define MINE\nusing IntercomAnalyzers.Resolver.CallSites;\n\n" + Safe);

    private static Task VerifyAsync(string source, string fixedSource) => FixVerifier.VerifyAsync("INTERCOM1001", source, fixedSource);
}
