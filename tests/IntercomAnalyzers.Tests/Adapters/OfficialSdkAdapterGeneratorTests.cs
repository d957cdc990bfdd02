using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static IntercomAnalyzers.Tests.Harness.AdapterCompilation;

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

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Enable)]
    public void AdaptsTheReferencedSdk(LanguageVersion version, NullableContextOptions nullable) =>
        AssertAdapted<OfficialSdkAdapterGenerator>(Compile([Uses], [AdapterCompilation.Resolver, OfficialSdk.Reference], version, nullable));

    [Fact]
    public void AdaptsAnSdkThatIsSourceOfTheProject() => AssertAdapted<OfficialSdkAdapterGenerator>(Compile([Uses, OfficialSdk.Source], [AdapterCompilation.Resolver]));

    [Fact]
    public void AdaptsAnSdkThatIsInternal() =>
        AssertAdapted<OfficialSdkAdapterGenerator>(Compile([Uses, OfficialSdk.Source.Replace("public class", "internal class", StringComparison.Ordinal)], [AdapterCompilation.Resolver]));

    [Fact]
    public void AdaptsAForkWithOtherMembers() => AssertAdapted<OfficialSdkAdapterGenerator>(Compile(
        [Uses, OfficialSdk.Source.Replace("public string phone { get; set; }", "public string[] tags { get; set; } public System.DateTime? signed_up_at { get; set; }", StringComparison.Ordinal)
            .Replace("public string name { get; set; }", "public string name { get; private set; }", StringComparison.Ordinal)],
        [AdapterCompilation.Resolver]));

    [Fact]
    public void NothingWithoutTheResolver() => AssertNotAdapted<OfficialSdkAdapterGenerator>(Compile(["class C { }"], [OfficialSdk.Reference]));

    [Fact]
    public void NothingWithoutTheSdk() => AssertNotAdapted<OfficialSdkAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver]));

    [Fact]
    public void NothingWhenTheSdkIsHiddenInAnotherAssembly()
    {
        var other = Compile([OfficialSdk.Source.Replace("public class", "internal class", StringComparison.Ordinal)], [], name: "Other");
        AssertNotAdapted<OfficialSdkAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver, other.ToMetadataReference()]));
    }

    [Fact]
    public void NothingWhenSwitchedOff() =>
        AssertNotAdapted<OfficialSdkAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver, OfficialSdk.Reference]), "false");

    [Fact]
    public void NothingWhenAFriendAssemblyHasItAlready()
    {
        var friend = WithAdapter<OfficialSdkAdapterGenerator>(Compile(["""[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Case")]"""], [AdapterCompilation.Resolver, OfficialSdk.Reference], name: "Friend"));
        AssertNotAdapted<OfficialSdkAdapterGenerator>(Compile([Uses], [AdapterCompilation.Resolver, OfficialSdk.Reference, friend.ToMetadataReference()]));
    }

    [Fact]
    public void EachOfTwoStrangersGetsItsOwn()
    {
        var stranger = WithAdapter<OfficialSdkAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver, OfficialSdk.Reference], name: "Stranger"));
        AssertAdapted<OfficialSdkAdapterGenerator>(Compile([Uses], [AdapterCompilation.Resolver, OfficialSdk.Reference, stranger.ToMetadataReference()]));
    }

    [Fact]
    public void AnEditElsewhereEmitsNothingAnew()
    {
        var compilation = Compile([Uses], [AdapterCompilation.Resolver, OfficialSdk.Reference]);
        Assert.All(ReasonsAfterAnEdit<OfficialSdkAdapterGenerator>(compilation), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
