using System.Collections.Immutable;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom0001Tests
{
    private const string Source =
        """
        namespace Desk
        {
            interface IPort { Task Open(string email); Task<string?> Probe(string email); } // Intercom
            class C(IPort port)
            {
                public Task A(string email) => port.Open(email);
            }
        }
        """;

    [Theory]
    [InlineData("intercom-analyzers.create.txt", "Desk.IPort::Open", 1, "'Desk.IPort::Open' is not of the form [Namespace.Type]::Method")]
    [InlineData("intercom-analyzers.create.team.txt", "# desk\n\n[Desk.IPort]::", 3, "'[Desk.IPort]::' is not of the form [Namespace.Type]::Method")]
    [InlineData("intercom-analyzers.finders.txt", "[Desk.IPort]::Probe", 1, "the file name must go on with 'lookup', 'create' or 'retry'")]
    public Task ABadFileIsReported(string file, string text, int line, string problem) =>
        RunAsync(file, text, "", [new DiagnosticResult(new IntercomAnalyzer().SupportedDiagnostics.First(d => d.Id == "INTERCOM0001")).WithLocation(file, line, 1).WithArguments(file, problem)]);

    [Fact]
    public Task ABadOptionIsReported() =>
        RunAsync("other.txt", "x", "intercom_analyzers.lookup_methods = Probe", [new DiagnosticResult(new IntercomAnalyzer().SupportedDiagnostics.First(d => d.Id == "INTERCOM0001"))
            .WithArguments("intercom_analyzers.lookup_methods", "'Probe' is not of the form [Namespace.Type]::Method")]);

    [Theory]
    [InlineData("intercom-analyzers.create.txt", "# our desk\n\n  [Desk.IPort]::Probe  \n")]
    [InlineData("intercom-analyzers.retry.txt", "[Desk.Retries]::Run")]
    [InlineData("something-else.txt", "anything at all")]
    public Task AGoodFileIsSilent(string file, string text) => RunAsync(file, text, "", []);

    [Fact]
    public async Task AListedMethodIsACreationPoint()
    {
        var expected = new DiagnosticResult(new IntercomAnalyzer().SupportedDiagnostics.First(d => d.Id == "INTERCOM1001")).WithSpan("Case.cs", 6, 40, 6, 56).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithArguments("IPort.Open", "email");
        await RunAsync("intercom-analyzers.create.txt", "[Desk.IPort]::Open", "", [expected], "INTERCOM1001");
    }

    private static async Task RunAsync(string file, string text, string option, DiagnosticResult[] expected, string id = "INTERCOM0001")
    {
        var test = new CSharpAnalyzerTest<IntercomAnalyzer, DefaultVerifier> { ReferenceAssemblies = new ReferenceAssemblies("net10.0"), CompilerDiagnostics = CompilerDiagnostics.Errors };
        foreach (var (name, content) in Case.Read(Source).Files) test.TestState.Sources.Add((name, SourceText.From(content)));
        test.TestState.AdditionalReferences.AddRange(AnalyzerVerifier.Platform);
        test.TestState.AdditionalFiles.Add((file, text));
        if (option.Length > 0) test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + option));
        test.DisabledDiagnostics.AddRange(AnalyzerVerifier.Ids.Remove(id));
        test.ExpectedDiagnostics.AddRange(expected);
        await test.RunAsync();
    }
}
