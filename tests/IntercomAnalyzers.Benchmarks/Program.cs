using System.CommandLine;
using System.Globalization;
using IntercomAnalyzers.Benchmarks;

var lines = new Option<int>("--lines") { Description = "Lines of the generated corpus.", DefaultValueFactory = _ => 100_000 };
var runs = new Option<int>("--runs") { Description = "Paired runs; the medians are printed.", DefaultValueFactory = _ => 5 };
foreach (var option in new[] { lines, runs })
{
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError($"{option.Name} must be 1 or more.");
    });
}

var root = new RootCommand("Prints what the analyzer costs, as a share of the compiler's time on a generated corpus.") { lines, runs };
root.SetAction(parsed =>
{
    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    foreach (var (name, creations) in new[] { ("no Intercom call, much HttpClient", 0), ("1 creation point per 100 lines", 1) })
    {
        var corpus = Corpus.Generate(parsed.GetValue(lines), creations > 0);
        var cost = Cost.Measure(corpus, parsed.GetValue(runs));
        Console.WriteLine($"{name}: {corpus.Lines:N0} lines, {corpus.Files.Length} files");
        Console.WriteLine($"  compiler alone        {cost.Compiler.TotalMilliseconds,9:N0} ms (median of {parsed.GetValue(runs)})");
        Console.WriteLine($"  inside the analyzer   {cost.Analyzer.TotalMilliseconds,9:N1} ms = {cost.Analyzer / cost.Compiler,8:P2} of the compiler's time");
        Console.WriteLine($"  diagnostics           {cost.Diagnostics,9:N0}");
    }
});
return root.Parse(args).Invoke();
