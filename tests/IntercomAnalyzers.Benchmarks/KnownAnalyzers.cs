using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Benchmarks;

/// <summary>The C# analyzers of two well-known packages, as a build would load them.</summary>
internal static class KnownAnalyzers
{
    public static IEnumerable<(string Package, ImmutableArray<DiagnosticAnalyzer> Analyzers)> Load()
    {
        foreach (var package in typeof(KnownAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(a => a.Value?.Contains("analyzers", StringComparison.Ordinal) == true))
        {
            var analyzers = ImmutableArray.CreateBuilder<DiagnosticAnalyzer>();
            foreach (var file in Directory.GetFiles(package.Value!, "*.dll").Where(f => !Path.GetFileName(f).Contains("CodeFix", StringComparison.Ordinal)))
            {
                foreach (var type in TypesOf(Assembly.LoadFrom(file)))
                {
                    if (type.IsAbstract || !type.IsSubclassOf(typeof(DiagnosticAnalyzer)) || type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not { } attribute || !attribute.Languages.Contains(LanguageNames.CSharp)) continue;
                    if (Activator.CreateInstance(type, nonPublic: true) is DiagnosticAnalyzer analyzer) analyzers.Add(analyzer);
                }
            }

            yield return (package.Key, analyzers.ToImmutable());
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
