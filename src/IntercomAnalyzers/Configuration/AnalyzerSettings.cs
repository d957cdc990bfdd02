using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Configuration;

/// <summary>The options of one compilation, read from <c>.editorconfig</c> and global configs.</summary>
internal sealed class AnalyzerSettings
{
    public const string RequiredIdentifiersKey = "intercom_analyzers.required_identifiers";
    public const string AnalyzeTestProjectsKey = "intercom_analyzers.analyze_test_projects";

    private static readonly string[] TestFrameworks = ["xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core"];

    private readonly AnalyzerConfigOptionsProvider provider;

    public AnalyzerSettings(AnalyzerOptions options, Compilation compilation, CancellationToken cancellationToken)
    {
        provider = options.AnalyzerConfigOptionsProvider;
        Methods = MethodList.Read(options, compilation.SyntaxTrees, cancellationToken);
    }

    /// <summary>The methods that the project says look up, create or retry.</summary>
    public MethodList Methods { get; }

    /// <summary>The identifiers that every user's creation must send, or an empty set when the option is absent or names none.</summary>
    public ImmutableSortedSet<string> RequiredIdentifiers(SyntaxTree tree)
    {
        if (!provider.GetOptions(tree).TryGetValue(RequiredIdentifiersKey, out var text) && !provider.GlobalOptions.TryGetValue(RequiredIdentifiersKey, out text)) return ImmutableSortedSet<string>.Empty;
        return text.Split(',', ';', ' ').Select(name => Identifier.FromName(name.Trim())).Where(i => i is Identifier.ExternalId or Identifier.Email).Select(i => i!).ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <summary>True when the compilation is a test project that was not opted in.</summary>
    public bool IsSilentTestProject(Compilation compilation)
    {
        var isTest = provider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var property) && string.Equals(property, "true", StringComparison.OrdinalIgnoreCase);
        isTest = isTest || compilation.ReferencedAssemblyNames.Any(a => TestFrameworks.Contains(a.Name, StringComparer.OrdinalIgnoreCase));
        if (!isTest) return false;
        if (provider.GlobalOptions.TryGetValue(AnalyzeTestProjectsKey, out var optedIn)) return !IsTrue(optedIn);
        return !compilation.SyntaxTrees.Any(t => provider.GetOptions(t).TryGetValue(AnalyzeTestProjectsKey, out var value) && IsTrue(value));

        static bool IsTrue(string value) => string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase);
    }
}
