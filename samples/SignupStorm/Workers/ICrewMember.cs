namespace SignupStorm.Workers;

/// <summary>One who sends a share of the sign-ups.</summary>
internal interface ICrewMember : IAsyncDisposable
{
    /// <summary>The current working set of a process of its own, in bytes; <see langword="null"/> for a worker in this process, and when the process has ended.</summary>
    long? WorkingSet { get; }

    /// <summary>Sends the sign-ups and reports each end; reports come from several threads.</summary>
    Task<WorkerReport> RunAsync(Action<SignUpOutcome> ended, CancellationToken cancellationToken);
}
