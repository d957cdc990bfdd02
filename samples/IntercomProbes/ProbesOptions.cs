using IntercomProbes.Questions;
using IntercomProbes.Sessions;

namespace IntercomProbes;

/// <summary>What to ask, and where.</summary>
internal sealed record ProbesOptions
{
    /// <summary>Whether to send; otherwise the requests are only shown.</summary>
    public required bool Apply { get; init; }

    /// <summary>The id of the workspace that may be written to.</summary>
    public string? Workspace { get; init; }

    public required Uri BaseAddress { get; init; }

    public required string ApiVersion { get; init; }

    public required IReadOnlyList<Probe> Probes { get; init; }

    public required ProbeSettings Settings { get; init; }
}
