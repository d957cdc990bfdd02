using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis.CSharp;

namespace IntercomAnalyzers.Tests.Flow;

public sealed class WordIndexTests
{
    [Fact]
    public void EachWordHasItsFilesOnceAndInTheirOrder()
    {
        var first = FactsOf("class A { void M() { Find(1); Find(2); } void N() { Find(3); } }");
        var second = FactsOf("class B { void M() { Post(1); } }");
        var third = FactsOf("class C { void M() { Find(1); Post(1); } }");

        var index = new WordIndex([first, second, third]);

        Assert.Equal([first, third], index["Find"]);
        Assert.Equal([second, third], index["Post"]);
        Assert.Empty(index["Search"]);
    }

    [Fact]
    public void WithoutFilesThereIsNoWord() => Assert.Empty(new WordIndex([])["Find"]);

    private static TreeFacts FactsOf(string source) => TreeFacts.Of(CSharpSyntaxTree.ParseText(source));
}
