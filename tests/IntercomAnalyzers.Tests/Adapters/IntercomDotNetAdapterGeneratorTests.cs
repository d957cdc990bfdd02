using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static IntercomAnalyzers.Tests.Harness.AdapterCompilation;

namespace IntercomAnalyzers.Tests.Adapters;

public sealed class IntercomDotNetAdapterGeneratorTests
{
    private const string Uses =
        """
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using IntercomDotNet;
        using IntercomAnalyzers.Resolver.CallSites;
        class C
        {
            string M(IntercomClient client) { return client.Users.FindOrCreate(new { user_id = 1 }).id; }
            Task<dynamic> M(IntercomClient client, CancellationToken token) { return client.Users.FindOrCreateAsync(new Dictionary<string, object> { { "email", "a@example.com" } }, token); }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, NullableContextOptions.Disable, null)]
    [InlineData(LanguageVersion.CSharp7_3, NullableContextOptions.Disable, "Newtonsoft")]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Enable, null)]
    public void AdaptsTheReferencedSdk(LanguageVersion version, NullableContextOptions nullable, string? without) => AssertAdapted<IntercomDotNetAdapterGenerator>(
        Compile([Uses], [AdapterCompilation.Resolver, IntercomDotNetSdk.Reference], version, nullable, without: without));

    [Fact]
    public void NothingWhenUsersTakeNoHash() => AssertNotAdapted<IntercomDotNetAdapterGenerator>(Compile(
        [IntercomDotNetSdk.Source.Replace("Post(object hash)", "Post(string body)", StringComparison.Ordinal)], [AdapterCompilation.Resolver]));

    [Fact]
    public void NothingWithoutTheResolver() => AssertNotAdapted<IntercomDotNetAdapterGenerator>(Compile(["class C { }"], [IntercomDotNetSdk.Reference]));

    [Fact]
    public void NothingWithoutTheSdk() => AssertNotAdapted<IntercomDotNetAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver]));

    [Fact]
    public void NothingWhenSwitchedOff() =>
        AssertNotAdapted<IntercomDotNetAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver, IntercomDotNetSdk.Reference]), "false");

    [Fact]
    public void AnEditElsewhereEmitsNothingAnew() => Assert.All(
        ReasonsAfterAnEdit<IntercomDotNetAdapterGenerator>(Compile([Uses], [AdapterCompilation.Resolver, IntercomDotNetSdk.Reference])),
        reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
}
