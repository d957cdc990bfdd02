using System.Globalization;

namespace IntercomProbes.Reports;

/// <summary>Writes a list with repetitions counted.</summary>
internal static class Summary
{
    /// <summary>Counts items that follow each other, in their order.</summary>
    public static IEnumerable<string> OfRuns(IEnumerable<string> items)
    {
        string? current = null;
        int count = 0;
        foreach (string item in items)
        {
            if (current is not null && item != current)
            {
                yield return Write(current, count);
                count = 0;
            }

            current = item;
            count++;
        }

        if (current is not null)
        {
            yield return Write(current, count);
        }
    }

    /// <summary>Counts all items, in the order of their first one.</summary>
    public static IEnumerable<string> OfAll(IEnumerable<string> items) => items.CountBy(item => item).Select(entry => Write(entry.Key, entry.Value));

    private static string Write(string item, int count) => count == 1 ? item : string.Create(CultureInfo.InvariantCulture, $"{item} (×{count})");
}
