using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>A case taken apart: its files and its options.</summary>
internal sealed record Case(ImmutableArray<(string Name, string Text)> Files, string Config)
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Net.Http.Headers;
        global using System.Net.Http.Json;
        global using System.Text;
        global using System.Text.Json;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    public static Case Read(string source)
    {
        var files = ImmutableArray.CreateBuilder<(string, string)>();
        var config = new StringBuilder();
        var name = "Case.cs";
        var text = new StringBuilder();
        foreach (var line in source.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("// ==== ", StringComparison.Ordinal))
            {
                files.Add((name, text.ToString()));
                name = line["// ==== ".Length..].Trim();
                text.Clear();
                continue;
            }

            if (line.StartsWith("// option: ", StringComparison.Ordinal)) config.AppendLine(line["// option: ".Length..]);
            text.Append(line).Append('\n');
        }

        files.Add((name, text.ToString()));
        files.Add(("Usings.cs", Usings));
        return new Case(files.ToImmutable(), config.Length > 0 ? "is_global = true\n" + config : "");
    }
}

/// <summary>The options of a case for the per-file run.</summary>
internal sealed class ConfigOptions(string config) : AnalyzerConfigOptionsProvider
{
    private readonly Bag bag = new(config.Split('\n').Select(l => l.Split('=', 2)).Where(p => p.Length == 2)
        .GroupBy(p => p[0].Trim()).ToDictionary(g => g.Key, g => g.Last()[1].Trim()));

    public override AnalyzerConfigOptions GlobalOptions => bag;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => bag;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => bag;

    private sealed class Bag(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
