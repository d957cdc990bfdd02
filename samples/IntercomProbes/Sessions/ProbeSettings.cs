namespace IntercomProbes.Sessions;

/// <summary>The numbers of a run.</summary>
internal sealed record ProbeSettings
{
    /// <summary>Rounds of parallel creates.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>How long a write is waited for.</summary>
    public TimeSpan LagLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The pause between two looks.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The wait between a delete and the create after it.</summary>
    public TimeSpan DeletedWait { get; init; }

    /// <summary>The most requests of the burst.</summary>
    public int Burst { get; init; } = 2000;
}
