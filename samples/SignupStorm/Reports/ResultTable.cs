using System.Globalization;
using Spectre.Console;

namespace SignupStorm.Reports;

/// <summary>Shows the results, one variant per column.</summary>
internal static class ResultTable
{
    public static Table Create(IReadOnlyList<StormResult> results)
    {
        Table table = new();
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (StormResult result in results)
        {
            table.AddColumn(new TableColumn(Markup.Escape(result.Variant)).RightAligned().NoWrap());
        }

        Add("persons", result => Number(result.Persons));
        Add("sign-ups", result => Number(result.SignUps));
        Add("contacts", result => Number(result.Contacts));
        Add("duplicates", result => ZeroIsGood(result.Duplicates));
        Add("lost sign-ups", result => ZeroIsGood(result.Lost));
        Add("typed failures", result => Number(result.TypedFailures));
        Add("errors seen by callers", result => Number(result.Errors));
        Add("requests per sign-up", result => result.RequestsPerSignUp.ToString("F2", CultureInfo.InvariantCulture));
        Add("p50", result => Milliseconds(result.P50));
        Add("p99", result => Milliseconds(result.P99));
        Add("sign-ups per second", result => result.SignUpsPerSecond.ToString("F0", CultureInfo.InvariantCulture));
        Add("peak working set", result => string.Create(CultureInfo.InvariantCulture, $"{result.PeakWorkingSet / 1048576.0:F0} MB"));
        return table;

        void Add(string name, Func<StormResult, string> value) => table.AddRow([name, .. results.Select(value)]);
    }

    /// <summary>One line per variant and type of exception.</summary>
    public static IEnumerable<string> DescribeFailures(IReadOnlyList<StormResult> results) =>
        from result in results
        from failure in result.Failures.OrderByDescending(failure => failure.Value)
        select $"{result.Variant}: {Number(failure.Value)} sign-ups ended with {failure.Key}";

    private static string ZeroIsGood(int count) => count == 0 ? "[green]0[/]" : $"[red]{Number(count)}[/]";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F0} ms");
}
