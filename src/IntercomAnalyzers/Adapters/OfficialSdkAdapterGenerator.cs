using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>
/// Emits <c>FindOrCreate</c> on the official SDK's clients where a project references both that SDK (or contains its types as source) and the resolver. Emits
/// nothing otherwise, or when <c>IntercomAnalyzersGenerateAdapters</c> is false, or when an accessible definition exists already.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class OfficialSdkAdapterGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        AdapterPipeline.Register(context, "IntercomAnalyzers.OfficialSdk.g.cs", OfficialSdkSurface.Read, OfficialSdkAdapterWriter.Write);
}
