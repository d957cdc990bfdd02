using System.IO.Compression;

namespace IntercomAnalyzers.EndToEnd.Tests;

/// <summary>Both packages, packed once under a version of their own, so that no cache can serve an older build.</summary>
public sealed class Packages : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("intercom-analyzers-e2e-").FullName;

    public string Version { get; } = $"0.1.0-e2e.{DateTime.UtcNow:yyyyMMddHHmmss}";

    public string Feed => Path.Combine(Folder, "feed");

    public static string Root { get; } = FindRoot();

    public async Task InitializeAsync()
    {
        foreach (var project in new[] { "IntercomAnalyzers.Package", "IntercomAnalyzers.Resolver" })
        {
            await DotnetCommand.RunAsync(Root, "pack", $"src/{project}", "-c", "Release", "-o", Feed, $"-p:Version={Version}", "-nologo", "-v", "q");
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Opens a package for reading.</summary>
    public ZipArchive Open(string package) => ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{Version}.nupkg"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IntercomAnalyzers.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("IntercomAnalyzers.sln was not found above the tests.");
    }
}

/// <summary>All tests that need the packages share one pack.</summary>
[CollectionDefinition(nameof(Packages))]
public sealed class PackagesGroup : ICollectionFixture<Packages>;
