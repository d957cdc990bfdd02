namespace IntercomAnalyzers.EndToEnd.Tests;

/// <summary>The MSBuild properties that the package understands.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(Packages))]
public sealed class BuildSettingsTests(Packages packages)
{
    [Fact]
    public async Task UnknownAnalysisModeFailsTheBuildAndNamesTheValues()
    {
        var consumer = ConsumerProject.Create(packages, "mode", "net10.0", false, "NoIntercom.cs");
        Assert.Contains("IntercomAnalysisMode is 'loud', but must be advisory, recommended or strict.", await consumer.BuildFailureAsync("-p:IntercomAnalysisMode=loud"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StrictModeFailsTheBuildOfUnsafeCode()
    {
        var consumer = ConsumerProject.Create(packages, "strict", "net10.0", false, "HttpConsumer.cs");
        Assert.Contains("error INTERCOM1001", await consumer.BuildFailureAsync("-p:IntercomAnalysisMode=strict"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdvisoryModeWarnsOfNothing()
    {
        var consumer = ConsumerProject.Create(packages, "advisory", "net10.0", false, "HttpConsumer.cs");
        await consumer.BuildAsync("-p:IntercomAnalysisMode=advisory", "-p:TreatWarningsAsErrors=true");
    }

    [Fact]
    public async Task OwnSettingsWinOverTheMode()
    {
        var consumer = ConsumerProject.Create(packages, "own", "net10.0", false, "HttpConsumer.cs");
        consumer.Add(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.INTERCOM1001.severity = none\ndotnet_diagnostic.INTERCOM1002.severity = none\ndotnet_diagnostic.INTERCOM1004.severity = none\ndotnet_diagnostic.INTERCOM2001.severity = none\n");
        consumer.Add(".globalconfig", "is_global = true\ndotnet_diagnostic.INTERCOM3001.severity = none\n");
        Assert.Empty(await consumer.BuildAsync("-p:IntercomAnalysisMode=strict"));
    }

    [Fact]
    public async Task AdaptersCanBeSwitchedOff()
    {
        var consumer = ConsumerProject.Create(packages, "adapters", "net10.0", true, "SdkConsumer.cs", "OfficialSdk.cs");
        await consumer.BuildAsync("-p:IntercomAnalyzersGenerateAdapters=false");
        Assert.False(await consumer.FormatAsync(new Dictionary<string, string> { ["IntercomAnalyzersGenerateAdapters"] = "false" }));
    }
}
