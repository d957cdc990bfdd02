using System.Globalization;

namespace SignupStorm.Reports;

/// <summary>The lines of a soak that the table has not.</summary>
internal static class SoakReport
{
    public static IEnumerable<string> Lines(StormResult result)
    {
        yield return Line($"time: {result.Elapsed:h\\:mm\\:ss}, requests: {result.Requests}, persons without a contact: {result.PersonsWithoutContact}");
        yield return Line($"outcomes ({result.Outcomes.Values.Sum()}): {Counts(result.Outcomes)}");
        yield return Line($"faults ({(double)result.Faults.Values.Sum() / Math.Max(1, result.Requests):P1} of the requests): {Counts(result.Faults)}");
        foreach ((int index, MemoryUse memory) in result.Memory.Index())
        {
            yield return Line(
                $"working set of process {index + 1}: start {Megabytes(memory.Start)}, middle {Megabytes(memory.Middle)}, end {Megabytes(memory.End)}, peak {Megabytes(memory.Peak)}");
        }
    }

    private static string Counts<T>(IReadOnlyDictionary<T, int> counts) =>
        string.Join(", ", counts.OrderByDescending(count => count.Value).Select(count => Line($"{count.Key} {count.Value}")));

    private static string Megabytes(long bytes) => Line($"{bytes / 1048576.0:F0} MB");

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
