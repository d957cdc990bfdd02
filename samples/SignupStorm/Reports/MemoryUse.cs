namespace SignupStorm.Reports;

/// <summary>The working set of a process over a run, in bytes. Start, middle and end are medians of the second tenth (the first is start-up), the tenth in the middle and the last tenth.</summary>
internal sealed record MemoryUse(long Start, long Middle, long End, long Peak)
{
    /// <summary>How much more than in the middle a process may use at the end.</summary>
    public const double Tolerance = 0.2;

    /// <summary>Whether the second half of the run did not need more memory than the first.</summary>
    public bool IsFlat => End <= Middle * (1 + Tolerance);

    /// <summary>Sums up samples that were taken at even intervals.</summary>
    public static MemoryUse Of(IReadOnlyList<long> samples)
    {
        int tenth = Math.Max(1, samples.Count / 10);
        return new MemoryUse(
            Median(samples.Skip(tenth).Take(tenth).DefaultIfEmpty(samples[0])),
            Median(samples.Skip((samples.Count - tenth) / 2).Take(tenth)),
            Median(samples.TakeLast(tenth)),
            samples.Max());
    }

    private static long Median(IEnumerable<long> values)
    {
        long[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
