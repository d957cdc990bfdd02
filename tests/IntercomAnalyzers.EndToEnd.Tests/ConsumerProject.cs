using System.Text.Json;

namespace IntercomAnalyzers.EndToEnd.Tests;

/// <summary>A project of a user, made in a temporary folder.</summary>
internal sealed class ConsumerProject
{
    private readonly string folder;

    private ConsumerProject(string folder) => this.folder = folder;

    public static ConsumerProject Create(Packages packages, string name, string framework, bool withResolver, params string[] sources)
    {
        var folder = Path.Combine(packages.Folder, name + "-" + framework + (withResolver ? "-resolver" : ""));
        Directory.CreateDirectory(folder);
        var package = withResolver ? "IntercomAnalyzers.Resolver" : "IntercomAnalyzers";
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <OutputType>Exe</OutputType>
                <UseAppHost>false</UseAppHost>
                <LangVersion>latest</LangVersion>
                <DefineConstants>$(DefineConstants){(withResolver ? ";RESOLVER" : "")}</DefineConstants>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><add key="packed" value="{packages.Feed}" /></packageSources></configuration>""");

        // Nothing of this repository's build settings may reach a consumer.
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        foreach (var source in sources) File.Copy(Path.Combine(AppContext.BaseDirectory, "Consumers", source), Path.Combine(folder, source));
        return new ConsumerProject(folder);
    }

    public void Add(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    /// <summary>Builds; the reported IDs with their counts.</summary>
    public async Task<IReadOnlyDictionary<string, int>> BuildAsync(params string[] properties)
    {
        var log = Path.Combine(folder, "diagnostics.sarif");
        await DotnetCommand.RunAsync(folder, ["build", "-nologo", "-v", "q", "--no-incremental", $"-p:ErrorLog={log}%2Cversion=2.1", .. properties]);
        using var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(log));
        return sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(r => r.GetProperty("ruleId").GetString()!)
            .Where(id => id.StartsWith("INTERCOM", StringComparison.Ordinal) || id.StartsWith("AD", StringComparison.Ordinal) || id.StartsWith("CS8", StringComparison.Ordinal) || id.StartsWith("CS9", StringComparison.Ordinal))
            .GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>Builds what cannot be built; the output.</summary>
    public async Task<string> BuildFailureAsync(params string[] properties)
    {
        var (exitCode, output) = await DotnetCommand.TryRunAsync(folder, new Dictionary<string, string>(), ["build", "-nologo", "--no-incremental", .. properties]);
        Assert.True(exitCode != 0, output);
        return output;
    }

    /// <summary>Runs <c>dotnet format analyzers</c>; true when a source changed.</summary>
    public Task<bool> FormatAsync() => FormatAsync(new Dictionary<string, string>());

    /// <summary>The same with MSBuild properties, which <c>dotnet format</c> takes from the environment only.</summary>
    public async Task<bool> FormatAsync(IReadOnlyDictionary<string, string> properties)
    {
        var before = Sources();
        await DotnetCommand.RunAsync(folder, properties, "format", "analyzers", "--no-restore", "--severity", "warn", "--diagnostics", "INTERCOM1001", "INTERCOM1002", "INTERCOM2001");
        return before != Sources();
    }

    public Task RunAsync(Uri server, int persons) => DotnetCommand.RunAsync(
        folder, new Dictionary<string, string> { ["INTERCOM_BASE_ADDRESS"] = server.ToString(), ["INTERCOM_TOKEN"] = "fake-token" },
        "run", "--no-build", "--", persons.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private string Sources() => string.Concat(Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)) + File.ReadAllText(Path.Combine(folder, "Consumer.csproj"));
}
