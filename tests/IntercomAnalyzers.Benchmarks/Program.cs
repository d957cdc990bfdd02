using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using IntercomAnalyzers;
using IntercomAnalyzers.Benchmarks;
using Microsoft.CodeAnalysis.Diagnostics;

var lines = new Option<int>("--lines") { Description = "Lines of the generated corpus.", DefaultValueFactory = _ => 100_000 };
var runs = new Option<int>("--runs") { Description = "Turns that count; means are printed.", DefaultValueFactory = _ => 5 };
var growth = new Option<bool>("--growth") { Description = "Also measure a fifth and twice of the lines.", DefaultValueFactory = _ => true };
foreach (var option in new[] { lines, runs })
{
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError($"{option.Name} must be 1 or more.");
    });
}

var root = new RootCommand("Prints what the analyzer costs, as a share of the compiler's time on a generated corpus, how that grows, and what two known analyzer packages cost on the same corpus.") { lines, runs, growth };
root.SetAction(parsed =>
{
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    var size = parsed.GetValue(lines);
    var turns = parsed.GetValue(runs);
    var own = ImmutableArray.Create<DiagnosticAnalyzer>(new IntercomAnalyzer());

    Print("no Intercom call, much HttpClient", Corpus.Generate(size, CreationPoints.None), turns, [("IntercomAnalyzers", own)]);
    Print("1 creation point per 100 lines", Corpus.Generate(size, CreationPoints.Direct), turns, [("IntercomAnalyzers", own), .. KnownAnalyzers.Load()]);
    if (!parsed.GetValue(growth)) return;

    foreach (var points in new[] { CreationPoints.Direct, CreationPoints.Wrapped })
    {
        var (small, large, ratios) = Cost.MeasureGrowth(Corpus.Generate(size / 5, points), Corpus.Generate(size * 2, points), turns, own);
        Console.WriteLine($"growth, {(points == CreationPoints.Direct ? "as above" : "wrapped behind interfaces")}: {size / 5:N0} lines {small.TotalMilliseconds:N0} ms, {size * 2:N0} lines {large.TotalMilliseconds:N0} ms: ten times the lines take {large / small:N1} times as long ({ratios.Min():N1} to {ratios.Max():N1} in single turns)");
    }
});
return root.Parse(args).Invoke();

static void Print(string name, Corpus corpus, int turns, IReadOnlyList<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> sets)
{
    var cost = Cost.Measure(corpus, turns, [.. sets.Select(s => s.Analyzers)]);
    Console.WriteLine($"{name}: {corpus.Lines:N0} lines, {corpus.Files.Length} files, {cost.Diagnostics:N0} diagnostics of IntercomAnalyzers");
    Console.WriteLine($"  {"compiler alone",-24} {cost.Compiler.TotalMilliseconds,9:N0} ms (mean of {turns})");
    for (var i = 0; i < sets.Count; i++)
    {
        Console.WriteLine($"  {sets[i].Name,-24} {cost.Analyzers[i].TotalMilliseconds,9:N1} ms = {cost.Analyzers[i] / cost.Compiler,8:P2} of the compiler's time ({sets[i].Analyzers.Length} analyzers)");
    }
}
