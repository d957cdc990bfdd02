namespace SignupStorm.Reports;

/// <summary>What was measured from outside while a variant ran.</summary>
/// <param name="Elapsed">The time from the first sign-up to the end.</param>
/// <param name="Samples">The duplicates over time.</param>
/// <param name="PeakWorkingSet">The highest working set of this process, in bytes.</param>
/// <param name="Memory">The memory of each worker process.</param>
/// <param name="StoppedBy">The limit that ended the run early, in words, or <see langword="null"/>.</param>
internal sealed record Measures(TimeSpan Elapsed, IReadOnlyList<Sample> Samples, long PeakWorkingSet, IReadOnlyList<MemoryUse> Memory, string? StoppedBy);
