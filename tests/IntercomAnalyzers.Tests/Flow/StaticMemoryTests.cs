using System.Collections;
using System.Reflection;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Tests.Flow;

/// <summary>A host analyses one compilation after the other in one process: what a static field reaches stays in memory for good.</summary>
public sealed class StaticMemoryTests
{
    [Fact]
    public async Task NothingOfACompilationOutlivesItsAnalysis()
    {
        await AnalyzerVerifier.VerifyAsync(
            "INTERCOM1001",
            """
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading.Tasks;
            class C
            {
                private readonly HttpClient http = new();
                public async Task<string> M(string email)
                {
                    var before = email.Trim();
                    using var response = await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", email })|};
                    var after = await response.Content.ReadAsStringAsync();
                    return before + after;
                }
            }
            """);

        var kept = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var field in typeof(IntercomAnalyzer).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters).SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)))
        {
            Collect(field.GetValue(null), $"{field.DeclaringType!.Name}.{field.Name}", seen, kept);
        }

        Assert.True(seen.Count > 200, $"Only {seen.Count} objects were looked at.");
        Assert.Empty(kept);
    }

    private static void Collect(object? value, string path, HashSet<object> seen, List<string> kept)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(value)) return;
        if (value is Compilation or ISymbol or SyntaxNode or SyntaxTree or IOperation or SemanticModel)
        {
            kept.Add($"{path}: {value.GetType().Name}");
            return;
        }

        if (value is Delegate function) Collect(function.Target, path + ".Target", seen, kept);
        if (value is IEnumerable items and (ICollection or Array))
        {
            foreach (var item in items) Collect(item, path + "[]", seen, kept);
        }

        if (value.GetType().Assembly != typeof(IntercomAnalyzer).Assembly) return;
        for (var type = value.GetType(); type is not null && type.Assembly == typeof(IntercomAnalyzer).Assembly; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) Collect(field.GetValue(value), path + "." + field.Name, seen, kept);
        }
    }
}
