using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>Compiles the stub of an SDK.</summary>
internal static class SdkReference
{
    public static MetadataReference Compile(string name, string source)
    {
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], AnalyzerVerifier.Platform, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        return emitted.Success ? MetadataReference.CreateFromImage(stream.ToArray()) : throw new InvalidOperationException(string.Join(Environment.NewLine, emitted.Diagnostics));
    }
}
