using System.Collections.Concurrent;
using IntercomAnalyzers.Flow;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Tests.Flow;

/// <summary>What an editor asks for after an edit is computed for the edited file and what it depends on, not for the project.</summary>
public sealed class LiveTests
{
    private const int Files = 60;

    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    [Fact]
    public async Task AnEditWalksTheFileAndWhatItFollows()
    {
        var compilation = Compile(Files);
        var trees = compilation.SyntaxTrees;
        var (found, all) = await AnalyzeAsync(compilation, trees);
        Assert.Equal(Files, found);

        // Each file's body with the finder that it calls, and the finder's own.
        Assert.Equal((Files * 2) + 1, all);

        var edited = CSharpSyntaxTree.ParseText(Service(7).Replace("role = \"user\"", "role = \"user\", name = id", StringComparison.Ordinal), Options, "Service7.cs");
        var (again, walked) = await AnalyzeAsync(compilation.ReplaceSyntaxTree(trees[7], edited), [edited]);
        Assert.Equal(1, again);

        // The edited body and the finder that it calls.
        Assert.Equal(2, walked);
    }

    /// <summary>An editor cancels a request whenever somebody types; what was begun for it serves the next one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ARequestThatWasCancelledDoesNotSpoilTheNext(bool isUnderWay)
    {
        var compilation = Compile(4);
        var trees = compilation.SyntaxTrees;
        using var cancelled = new CancellationTokenSource();
        // Cancelled when the model has just been made, or after the request.
        var analyzer = isUnderWay ? new IntercomAnalyzer(_ => cancelled.Cancel()) : new IntercomAnalyzer();
        var analysis = compilation.WithAnalyzers([analyzer], new AnalyzerOptions([]));
        try
        {
            await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(trees[0]), null, cancelled.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.True(isUnderWay);
        }

        await cancelled.CancelAsync();
        foreach (var tree in trees.Skip(1).Take(3))
        {
            var diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, CancellationToken.None);
            Assert.Equal(["INTERCOM1004", "INTERCOM2001"], diagnostics.Select(d => d.Id).Order(StringComparer.Ordinal));
        }
    }

    private static CSharpCompilation Compile(int services)
    {
        var trees = Enumerable.Range(0, services).Select(n => CSharpSyntaxTree.ParseText(Service(n), Options, $"Service{n}.cs"))
            .Append(CSharpSyntaxTree.ParseText(Finder, Options, "Finder.cs")).Append(CSharpSyntaxTree.ParseText(Case.Read("").Files[^1].Text, Options, "Usings.cs"));
        return CSharpCompilation.Create("Live", trees, AnalyzerVerifier.Platform, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static async Task<(int Diagnostics, int WalkedBodies)> AnalyzeAsync(CSharpCompilation compilation, IEnumerable<SyntaxTree> asked)
    {
        var models = new ConcurrentBag<CompilationModel>();
        var analysis = compilation.WithAnalyzers([new IntercomAnalyzer(models.Add)], new AnalyzerOptions([]));
        var count = 0;
        foreach (var tree in asked)
        {
            var diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, CancellationToken.None);
            Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
            count += diagnostics.Count(d => d.Id == "INTERCOM1004");
        }

        return (count, models.Sum(m => m.WalkedBodies));
    }

    private static string Service(int number) =>
        $$"""
        public class Service{{number}}(HttpClient http, Finder finder)
        {
            public async Task AddAsync(string id, string email)
            {
                if (await finder.ByEmailAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email });
            }
        }
        """;

    private const string Finder =
        """
        public class Finder(HttpClient http)
        {
            public async Task<string?> ByEmailAsync(string email)
            {
                using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                response.EnsureSuccessStatusCode();
                return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
            }
        }
        """;
}
