using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>Emits <c>FindOrCreate</c> on the users of IntercomDotNet; under the same conditions as <see cref="OfficialSdkAdapterGenerator"/>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class IntercomDotNetAdapterGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        AdapterPipeline.Register(context, "IntercomAnalyzers.IntercomDotNet.g.cs", IntercomDotNetSurface.Read, IntercomDotNetAdapterWriter.Write);
}
