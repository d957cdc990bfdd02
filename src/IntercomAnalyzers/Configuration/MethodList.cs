using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Configuration;

/// <summary>
/// The methods that a project says look up, create or retry, in the form <c>[Namespace.Type]::Method</c>: from options, and from additional files
/// <c>intercom-analyzers.&lt;kind&gt;.txt</c>, where the kind is <c>lookup</c>, <c>create</c> or <c>retry</c>. Lists of all sources are merged. Immutable.
/// </summary>
internal sealed class MethodList
{
    public const string LookupMethodsKey = "intercom_analyzers.lookup_methods";
    public const string CreateMethodsKey = "intercom_analyzers.create_methods";
    public const string RetryMethodsKey = "intercom_analyzers.retry_methods";

    private const string FilePrefix = "intercom-analyzers.";

    private readonly ImmutableHashSet<string> lookups;
    private readonly ImmutableHashSet<string> creates;
    private readonly ImmutableHashSet<string> retries;

    private MethodList(ImmutableHashSet<string> lookups, ImmutableHashSet<string> creates, ImmutableHashSet<string> retries, ImmutableArray<MethodListError> errors)
    {
        this.lookups = lookups;
        this.creates = creates;
        this.retries = retries;
        Errors = errors;
        Names = lookups.Union(creates).Select(m => m.Substring(m.IndexOf("::", StringComparison.Ordinal) + 2)).ToImmutableHashSet(StringComparer.Ordinal);
    }

    /// <summary>The simple names of the methods that look up or create.</summary>
    public ImmutableHashSet<string> Names { get; }

    /// <summary>What could not be read.</summary>
    public ImmutableArray<MethodListError> Errors { get; }

    public static MethodList Read(AnalyzerOptions options, IEnumerable<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        var errors = ImmutableArray.CreateBuilder<MethodListError>();
        var lists = new[] { LookupMethodsKey, CreateMethodsKey, RetryMethodsKey }.ToDictionary(k => k, _ => ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal));
        foreach (var key in lists.Keys)
        {
            var texts = trees.Select(options.AnalyzerConfigOptionsProvider.GetOptions).Append(options.AnalyzerConfigOptionsProvider.GlobalOptions)
                .Select(o => o.TryGetValue(key, out var text) ? text : "").Distinct(StringComparer.Ordinal);
            foreach (var entry in texts.SelectMany(t => t.Split('|', ',', ';')).Where(e => !string.IsNullOrWhiteSpace(e))) Add(lists[key], entry, key, null, null);
        }

        foreach (var file in options.AdditionalFiles)
        {
            var name = Path.GetFileName(file.Path);
            if (!name.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)) continue;
            var key = name.Substring(FilePrefix.Length).Split('.')[0].ToLowerInvariant() switch { "lookup" => LookupMethodsKey, "create" => CreateMethodsKey, "retry" => RetryMethodsKey, _ => null };
            if (key is null)
            {
                errors.Add(new MethodListError(name, "the file name must go on with 'lookup', 'create' or 'retry'", file.Path, null));
                continue;
            }

            foreach (var line in file.GetText(cancellationToken)?.Lines.AsEnumerable() ?? [])
            {
                var text = line.ToString();
                if (string.IsNullOrWhiteSpace(text) || text.TrimStart().StartsWith("#", StringComparison.Ordinal)) continue;
                Add(lists[key], text, name, file.Path, new LinePositionSpan(new LinePosition(line.LineNumber, 0), new LinePosition(line.LineNumber, text.Length)));
            }
        }

        return new MethodList(lists[LookupMethodsKey].ToImmutable(), lists[CreateMethodsKey].ToImmutable(), lists[RetryMethodsKey].ToImmutable(), errors.ToImmutable());

        void Add(ImmutableHashSet<string>.Builder list, string entry, string source, string? path, LinePositionSpan? span)
        {
            var text = entry.Trim();
            if (text.StartsWith("[", StringComparison.Ordinal) && text.IndexOf("]::", StringComparison.Ordinal) is > 1 and var end && text.Length > end + 3 && text.IndexOf(' ') < 0) list.Add(text.Substring(1, end - 1) + text.Substring(end + 1));
            else errors.Add(new MethodListError(source, $"'{text}' is not of the form [Namespace.Type]::Method", path, span));
        }
    }

    /// <summary>What a method is listed as, or null.</summary>
    public CallKind? KindOf(IMethodSymbol method)
    {
        if (!Names.Contains(method.Name)) return null;
        var key = Key(method);
        return creates.Contains(key) ? CallKind.Create : lookups.Contains(key) ? CallKind.Lookup : null;
    }

    /// <summary>True when a method is listed as one that runs its delegates again after a failure.</summary>
    public bool IsRetry(IMethodSymbol method) => !retries.IsEmpty && retries.Contains(Key(method));

    private static string Key(IMethodSymbol method) =>
        method.OriginalDefinition.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None)) + "::" + method.Name;
}

/// <summary>A line or an option that could not be read.</summary>
/// <param name="Source">The name of the option or file.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Path">The file, or null for an option.</param>
/// <param name="Span">The line in the file, or null.</param>
internal sealed record MethodListError(string Source, string Problem, string? Path, LinePositionSpan? Span);
