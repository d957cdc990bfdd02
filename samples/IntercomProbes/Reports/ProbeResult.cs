using IntercomProbes.Questions;
using IntercomProbes.Sessions;

namespace IntercomProbes.Reports;

/// <summary>What a probe brought.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Exchanges">What was sent and answered.</param>
/// <param name="Reading">What it means, or why there is no reading.</param>
/// <param name="HasReading">Whether there is a reading.</param>
internal sealed record ProbeResult(Probe Probe, IReadOnlyList<Exchange> Exchanges, string Reading, bool HasReading);
