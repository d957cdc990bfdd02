using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Adapters;

/// <summary>The steps that the adapter generators share: read the SDK's surface, compare it, write the source unless it is switched off.</summary>
internal static class AdapterPipeline
{
    /// <param name="context">The generator's context.</param>
    /// <param name="file">The name of the generated file.</param>
    /// <param name="read">The surface of the SDK, comparable by value; null when there is nothing to adapt.</param>
    /// <param name="write">The source for a surface.</param>
    public static void Register<T>(IncrementalGeneratorInitializationContext context, string file, Func<Compilation, T?> read, Func<T, string> write)
        where T : class
    {
        var enabled = context.AnalyzerConfigOptionsProvider.Select((options, _) =>
            !options.GlobalOptions.TryGetValue("build_property.IntercomAnalyzersGenerateAdapters", out var value) || !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase));
        var surface = context.CompilationProvider.Select((compilation, _) => read(compilation));
        context.RegisterSourceOutput(surface.Combine(enabled), (output, input) =>
        {
            if (input is ({ } sdk, true)) output.AddSource(file, SourceText.From(write(sdk).Replace("\r\n", "\n"), Encoding.UTF8));
        });
    }
}
