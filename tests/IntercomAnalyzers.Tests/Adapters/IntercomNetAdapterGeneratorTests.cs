using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static IntercomAnalyzers.Tests.Harness.AdapterCompilation;

namespace IntercomAnalyzers.Tests.Adapters;

public sealed class IntercomNetAdapterGeneratorTests
{
    private const string Uses =
        """
        using System.Threading;
        using System.Threading.Tasks;
        using Intercom.Clients;
        using Intercom.Models;
        using Intercom.Requests.Contacts;
        using IntercomAnalyzers.Resolver.CallSites;
        class C
        {
            Contact M(IContactsClient contacts) { return contacts.FindOrCreate(new CreateRequest("a@example.com")); }
            Task<Contact> M(ContactsClient contacts) { return contacts.FindOrCreateAsync(new CreateRequest(new Contact { ExternalId = "1" })); }
            Task<Contact> M(ContactsClient contacts, CancellationToken token) { return contacts.FindOrCreateAsync(new CreateRequest("a@example.com"), token); }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Enable)]
    public void AdaptsTheReferencedSdk(LanguageVersion version, NullableContextOptions nullable) =>
        AssertAdapted<IntercomNetAdapterGenerator>(Compile([Uses], [AdapterCompilation.Resolver, IntercomNetSdk.Reference], version, nullable));

    [Fact]
    public void AdaptsAnSdkThatIsSourceOfTheProject() => AssertAdapted<IntercomNetAdapterGenerator>(Compile([Uses, IntercomNetSdk.Source], [AdapterCompilation.Resolver]));

    [Fact]
    public void AdaptsAVersionWithOtherMembers() => AssertAdapted<IntercomNetAdapterGenerator>(Compile(
        [
            Uses,
            IntercomNetSdk.Source.Replace("public int OwnerId", "public string OwnerId", StringComparison.Ordinal)
                .Replace("public long? SignedUpAt", "public System.DateTime SignedUpAt", StringComparison.Ordinal)
                .Replace("public string Avatar { get; set; }", "", StringComparison.Ordinal)
                .Replace("public long? CreatedAt { get; set; }", "public long? CreatedAt { get; }", StringComparison.Ordinal),
        ],
        [AdapterCompilation.Resolver]));

    [Fact]
    public void NothingForTheOfficialSdk() => AssertNotAdapted<IntercomNetAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver, OfficialSdk.Reference]));

    [Fact]
    public void TheOfficialAdapterLeavesItAlone() => AssertNotAdapted<OfficialSdkAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver, IntercomNetSdk.Reference]));

    [Fact]
    public void NothingWithoutTheResolver() => AssertNotAdapted<IntercomNetAdapterGenerator>(Compile(["class C { }"], [IntercomNetSdk.Reference]));

    [Fact]
    public void NothingWhenSwitchedOff() =>
        AssertNotAdapted<IntercomNetAdapterGenerator>(Compile(["class C { }"], [AdapterCompilation.Resolver, IntercomNetSdk.Reference]), "false");

    [Fact]
    public void AnEditElsewhereEmitsNothingAnew() => Assert.All(
        ReasonsAfterAnEdit<IntercomNetAdapterGenerator>(Compile([Uses], [AdapterCompilation.Resolver, IntercomNetSdk.Reference])),
        reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
}
