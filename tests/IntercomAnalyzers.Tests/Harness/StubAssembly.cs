using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>Assemblies with the public surface of SDKs that cannot be restored everywhere.</summary>
internal static class StubAssembly
{
    private static readonly Lazy<MetadataReference> Gonace = new(() => Compile("Intercom", GonaceSdk.Source));
    private static readonly Lazy<MetadataReference> IntercomDotNet = new(() => Compile("IntercomDotNet", IntercomDotNetSdk.Source));
    private static readonly Lazy<MetadataReference> Kiota = new(() => Compile("Acme.Intercom", KiotaSdk.Source));

    /// <summary>The SDKs that a case is about: the others prove that nothing depends on them.</summary>
    public static IEnumerable<MetadataReference> For(string text)
    {
        if (text.Contains("using Intercom.Requests", StringComparison.Ordinal)) yield return Gonace.Value;
        else if (text.Contains("using Intercom.", StringComparison.Ordinal)) yield return OfficialSdk.Reference;
        if (text.Contains("using IntercomDotNet", StringComparison.Ordinal)) yield return IntercomDotNet.Value;
        if (text.Contains("using Acme.Intercom", StringComparison.Ordinal)) yield return Kiota.Value;
    }

    public static MetadataReference Compile(string name, string source)
    {
        ImmutableArray<MetadataReference> references = AnalyzerVerifier.Platform;
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        return emitted.Success ? MetadataReference.CreateFromImage(stream.ToArray()) : throw new InvalidOperationException(string.Join(Environment.NewLine, emitted.Diagnostics));
    }
}
