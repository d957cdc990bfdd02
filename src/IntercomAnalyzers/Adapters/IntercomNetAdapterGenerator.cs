using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>Emits <c>FindOrCreate</c> on the contacts client of Intercom-NET; under the same conditions as <see cref="OfficialSdkAdapterGenerator"/>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class IntercomNetAdapterGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        AdapterPipeline.Register(context, "IntercomAnalyzers.IntercomNet.g.cs", IntercomNetSurface.Read, IntercomNetAdapterWriter.Write);
}
