using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Adapters;

/// <summary>
/// Emits <c>FindOrCreate</c> on the official SDK's clients where a project references both that SDK (or contains its types as source) and the resolver. Emits
/// nothing otherwise, or when <c>IntercomAnalyzersGenerateAdapters</c> is false, or when an accessible definition exists already.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OfficialSdkAdapterGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var enabled = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            !options.GlobalOptions.TryGetValue("build_property.IntercomAnalyzersGenerateAdapters", out var value) || !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
        var surface = context.CompilationProvider.Select((compilation, _) => OfficialSdkSurface.Read(compilation));
        context.RegisterSourceOutput(surface.Combine(enabled), (output, input) =>
        {
            if (input is ({ } sdk, true)) output.AddSource("IntercomAnalyzers.OfficialSdk.g.cs", SourceText.From(OfficialSdkAdapterWriter.Write(sdk), System.Text.Encoding.UTF8));
        });
    }
}
