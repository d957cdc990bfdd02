using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Fixes;

public sealed class ResolveInsteadOfCreateFixUsingTests
{
    private const string Unsafe = """class C { Task M(HttpClient http, string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|}; }""";
    private const string Safe = """class C { Task M(HttpClient http, string email) => http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email }); }""";

    [Fact]
    public Task GoesBetweenItsNeighbours() => VerifyAsync(
        "using System.Linq;\nusing System.Text;\nusing Newtonsoft.Json;\nusing static System.Math;\n\n" + Unsafe,
        "using System.Linq;\nusing System.Text;\nusing IntercomAnalyzers.Resolver;\nusing Newtonsoft.Json;\nusing static System.Math;\n\n" + Safe);

    [Fact]
    public Task HeaderStaysOnTopOfTheFirstDirective() => VerifyAsync(
        "// Copyright.\n\nusing Newtonsoft.Json;\n\n" + Unsafe,
        "// Copyright.\n\nusing IntercomAnalyzers.Resolver;\nusing Newtonsoft.Json;\n\n" + Safe);

    [Fact]
    public Task HeaderStaysOnTopOfAFileWithoutDirectives() => VerifyAsync(
        "// Copyright.\n\n// The class.\n" + Unsafe,
        "// Copyright.\n\nusing IntercomAnalyzers.Resolver;\n\n// The class.\n" + Safe);

    [Fact]
    public Task StaysInsideTheNamespaceThatHasTheDirectives() => VerifyAsync(
        "namespace N\n{\n    using System.Text;\n\n    " + Unsafe + "\n}",
        "namespace N\n{\n    using System.Text;\n    using IntercomAnalyzers.Resolver;\n\n    " + Safe + "\n}");

    [Fact]
    public Task FileScopedNamespaceKeepsItsPlace() => VerifyAsync(
        "namespace N;\n\n" + Unsafe,
        "using IntercomAnalyzers.Resolver;\n\nnamespace N;\n\n" + Safe);

    [Fact]
    public Task ExistingDirectiveIsUsed() => VerifyAsync("using IntercomAnalyzers.Resolver;\n\n" + Unsafe, "using IntercomAnalyzers.Resolver;\n\n" + Safe);

    [Fact]
    public Task GlobalDirectiveIsUsed() => VerifyAsync(
        Unsafe + "\n// ==== Global.cs\nglobal using IntercomAnalyzers.Resolver;\n",
        Safe + "\n// ==== Global.cs\nglobal using IntercomAnalyzers.Resolver;\n");

    [Fact]
    public Task CarriageReturnsStay() => VerifyAsync(
        ("using System.Text;\n\n" + Unsafe).ReplaceLineEndings("\r\n"),
        ("using System.Text;\nusing IntercomAnalyzers.Resolver;\n\n" + Safe).ReplaceLineEndings("\r\n"));

    [Fact]
    public Task RegionAndConditionalDirectivesAreKept() => VerifyAsync(
        "#if DEBUG\nusing System.Text;\n#endif\n#nullable enable\n" + Unsafe,
        "using IntercomAnalyzers.Resolver;\n\n#if DEBUG\nusing System.Text;\n#endif\n#nullable enable\n" + Safe);

    [Fact]
    public Task OnlyTheExtensionMethodsComeInWhereTheNamespaceWouldMakeANameAmbiguous() => VerifyAsync(
        "using Mine;\n\nclass D { Contact? contact; }\n" + Unsafe + Mine,
        "using Mine;\nusing static IntercomAnalyzers.Resolver.ContactHttpClientExtensions;\n\nclass D { Contact? contact; }\n" + Safe + Mine);

    [Fact]
    public Task StaticFormIsQualifiedWhereTheNamespaceWouldMakeANameAmbiguous() => VerifyAsync(
        "using Mine;\n\nclass D { Contact? contact; }\n" + StaticForm("{|INTERCOM1001:HttpClientJsonExtensions.PostAsJsonAsync", "|}") + Mine,
        "using Mine;\n\nclass D { Contact? contact; }\n" + StaticForm("IntercomAnalyzers.Resolver.ContactHttpClientExtensions.FindOrCreateContactAsJsonAsync", "") + Mine);

    [Fact]
    public Task ConditionalDirectiveGetsNoNeighbour() => VerifyAsync(
        "// Copyright.\n\n#if !NEVER\nusing System.Text;\n#endif\nusing Newtonsoft.Json;\n\n" + Unsafe,
        "// Copyright.\n\nusing IntercomAnalyzers.Resolver;\n#if !NEVER\nusing System.Text;\n#endif\nusing Newtonsoft.Json;\n\n" + Safe);

    [Fact]
    public Task SymbolsAreDefinedFirst() => VerifyAsync(
        "#define MINE\n" + Unsafe,
        "#define MINE\nusing IntercomAnalyzers.Resolver;\n\n" + Safe);

    private const string Mine = "\n// ==== Mine.cs\nnamespace Mine { public class Contact { } }\n";

    private static string StaticForm(string method, string end) =>
        "class C { Task M(HttpClient http, string email) => " + method + "(http, \"https://api.intercom.io/contacts\", new { email })" + end + "; }";

    private static Task VerifyAsync(string source, string fixedSource) => FixVerifier.VerifyAsync("INTERCOM1001", source, fixedSource);
}
