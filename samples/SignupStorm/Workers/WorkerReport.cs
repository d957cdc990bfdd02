namespace SignupStorm.Workers;

/// <summary>What a worker says at its end.</summary>
/// <param name="PeakWorkingSet">The highest working set of a process of its own, in bytes; 0 for a worker in this process.</param>
/// <param name="Outcomes">The resolver's outcomes in this worker, as its meter counts them.</param>
internal sealed record WorkerReport(long PeakWorkingSet, IReadOnlyDictionary<string, int> Outcomes);
