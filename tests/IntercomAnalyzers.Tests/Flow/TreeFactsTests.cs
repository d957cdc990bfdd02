using IntercomAnalyzers.Clients;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Tests.Flow;

/// <summary>The words of a text lead to every member whose syntax matters.</summary>
public sealed class TreeFactsTests
{
    [Theory]
    [InlineData("class C { void M() { Post(1); } }")]
    [InlineData("class C { void M() { Post /* why */ (1); } }")]
    [InlineData("class C { void M() { a?.@Post<int>\n(1); } }")]
    [InlineData("class C { void M() => b.Post(1); }")]
    [InlineData("class C { C() : this(Post(1)) { } }")]
    [InlineData("class C { int P => Post(1); }")]
    [InlineData("class C { int P { get; } = Post(1); }")]
    [InlineData("class C { int this[int i] { get { return Post(i); } } }")]
    [InlineData("class C { Func<int> f = () => Post(1); }")]
    [InlineData("class C { event Action E { add { Post(value); } remove { } } }")]
    [InlineData("class C { static int operator +(C a, C b) => Post(a); }")]
    [InlineData("class C { ~C() { Post(1); } }")]
    [InlineData("class C(int i) : B(Post(i));")]
    [InlineData("Post(1);")]
    [InlineData("void Local() { Post(1); } Local();")]
    [InlineData("namespace N { namespace O { class C { struct D { record E { void M() { Post(1); } } } } } }")]
    [InlineData("class C { void M() { Post(1); ")]
    public void EveryCallIsFound(string source)
    {
        var facts = FactsOf(source);
        var call = Assert.Single(facts.CallsOf("Post"));
        Assert.Equal("Post", TreeFacts.CalledName(call)!.Identifier.ValueText);
        Assert.Same(facts, Assert.Single(new WordIndex([facts])["Post"]));
    }

    [Theory]
    [InlineData("class C { object http; C() { http = Make(); } }")]
    [InlineData("class C { object http; C() { this.http ??= Make(); } }")]
    [InlineData("class C { object http; C() { http /* x */ = Make(); } }")]
    [InlineData("class C { object http; C() { (http, other) = (Make(), 1); } }")]
    [InlineData("class C { object http; C() { (other, http) = (1, Make()); } }")]
    [InlineData("class C { object http = Make(); }")]
    [InlineData("class C { object http => Make(); }")]
    [InlineData("class C { C() { other.BaseAddress = Make(); } }")]
    [InlineData("class C { C() { other.Headers.Add(\"intercom-version\", x); } }")]
    [InlineData("class C { C() { Use(y = new HttpClient()); } }")]
    public void EveryPlaceOfAClientIsFound(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var facts = TreeFacts.Of(root.SyntaxTree);
        Assert.Single(facts.ClientPlaces(root, ["http"]));
    }

    [Theory]
    [InlineData("class C { void M() { if (http == null) Use(http); } }")]
    [InlineData("class C { void M() { Use(http => 1, other); } }")]
    [InlineData("class C { object http; }")]
    public void OtherPlacesAreNone(string source)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        Assert.Empty(TreeFacts.Of(root.SyntaxTree).ClientPlaces(root, ["http"]));
    }

    [Theory]
    [InlineData("\"items\"", true)]
    [InlineData("\"https://example.com/contacts\"", true)]
    [InlineData("$\"items/{id}\"", true)]
    [InlineData("$\"items/{F(id)}/more\"", true)]
    [InlineData("$\"items/{F(\"x\")}/contacts\"", false)]
    [InlineData("$\"{root}/items\"", false)]
    [InlineData("\"/v2/items\"", true)]
    [InlineData("\"/v2\"", false)]
    [InlineData("$\"v2/items/{id}\"", true)]
    [InlineData("$\"v2/{id}\"", false)]
    [InlineData("$\"v2{id}/items\"", false)]
    [InlineData("\"contacts\"", false)]
    [InlineData("\"items\" + route", false)]
    [InlineData("\"a\\\"b\"", false)]
    [InlineData("@\"items\"", false)]
    [InlineData("\"\"\"contacts\"\"\"", false)]
    [InlineData("url", false)]
    [InlineData("\"https://api.intercom.io/items\"", false)]
    public void TheTextGateLeavesOutOnlyWhatTheSyntaxGateDoes(string argument, bool isElsewhere)
    {
        var text = $"http.PostAsync({argument}, content)";
        var isByText = HttpRouteGate.IsElsewhere(WordSet.HashOf("PostAsync"), text, "http.".Length, "http.PostAsync".Length);
        Assert.Equal(isElsewhere, isByText);
        if (isByText) Assert.True(HttpRouteGate.IsElsewhere((InvocationExpressionSyntax)SyntaxFactory.ParseExpression(text)));
    }

    [Fact]
    public void AnOwnFunctionThatIsNamedLikeAnHttpCallButForItsCaseIsFound() => Assert.Single(FactsOf("class C { void M() { postAsync(\"items\", 1); } }").CallsOf("postAsync"));

    private static TreeFacts FactsOf(string source) => TreeFacts.Of(CSharpSyntaxTree.ParseText(source));
}
