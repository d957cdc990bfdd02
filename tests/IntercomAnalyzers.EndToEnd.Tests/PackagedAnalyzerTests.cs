using FakeIntercom;

namespace IntercomAnalyzers.EndToEnd.Tests;

[Trait("Category", "EndToEnd")]
[Collection(nameof(Packages))]
public sealed class PackagedAnalyzerTests(Packages packages)
{
    private const int Persons = 5;

    [Theory]
    [InlineData("net8.0", false)]
    [InlineData("net10.0", false)]
    [InlineData("net8.0", true)]
    public async Task HttpConsumerGetsExactlyTheseWarnings(string framework, bool withResolver)
    {
        var consumer = ConsumerProject.Create(packages, "http", framework, withResolver, "HttpConsumer.cs");
        Assert.Equal(new Dictionary<string, int> { ["INTERCOM1001"] = 2, ["INTERCOM1002"] = 1, ["INTERCOM1004"] = 2, ["INTERCOM2001"] = 4, ["INTERCOM3001"] = 1 }, await consumer.BuildAsync());
    }

    [Fact]
    public async Task ProjectWithoutIntercomGetsNone()
    {
        var consumer = ConsumerProject.Create(packages, "none", "net10.0", false, "NoIntercom.cs");
        Assert.Empty(await consumer.BuildAsync());
    }

    [Fact]
    public async Task HttpConsumerIsFixedByFormatAndMakesNoDuplicates() => await FixAndRunAsync(
        ConsumerProject.Create(packages, "http", "net10.0", true, "HttpConsumer.cs"),
        new Dictionary<string, int> { ["INTERCOM1001"] = 2, ["INTERCOM1002"] = 1, ["INTERCOM1004"] = 2, ["INTERCOM2001"] = 4, ["INTERCOM3001"] = 1 },
        new Dictionary<string, int> { ["INTERCOM3001"] = 1 });

    [Fact]
    public async Task SdkConsumerIsFixedByFormatAndMakesNoDuplicates() => await FixAndRunAsync(
        ConsumerProject.Create(packages, "sdk", "net10.0", true, "SdkConsumer.cs", "OfficialSdk.cs"),
        new Dictionary<string, int> { ["INTERCOM1001"] = 1, ["INTERCOM1002"] = 1, ["INTERCOM2001"] = 3 },
        new Dictionary<string, int>(),
        contactsPerPerson: 2);

    [Fact]
    public async Task WithoutTheResolverNothingIsRewritten()
    {
        var consumer = ConsumerProject.Create(packages, "unfixed", "net10.0", false, "HttpConsumer.cs");
        await consumer.BuildAsync();
        Assert.False(await consumer.FormatAsync());
    }

    private static async Task FixAndRunAsync(ConsumerProject consumer, Dictionary<string, int> before, Dictionary<string, int> after, int contactsPerPerson = 1)
    {
        Assert.Equal(before, await consumer.BuildAsync());
        await using (var server = await FakeIntercomServer.StartAsync())
        {
            await consumer.RunAsync(server.BaseAddress, Persons);
            Assert.True(server.Workspace.DuplicateCount() >= Persons, $"unfixed: {server.Workspace.DuplicateCount()} duplicates");
        }

        Assert.True(await consumer.FormatAsync());
        Assert.Equal(after, await consumer.BuildAsync());
        Assert.False(await consumer.FormatAsync());
        await using (var server = await FakeIntercomServer.StartAsync())
        {
            await consumer.RunAsync(server.BaseAddress, Persons);
            Assert.Equal(0, server.Workspace.DuplicateCount());
            Assert.Equal(Persons * contactsPerPerson, server.Workspace.Contacts.Count(c => c.IsLive));
        }
    }
}
