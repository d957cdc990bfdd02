using System.Text.Json.Serialization;

namespace SignupStorm.Workers;

/// <summary>A line that a worker process writes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Ready), "ready")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record WorkerMessage
{
    /// <summary>The worker is set up and waits for <see cref="WorkerProtocol.Go"/>.</summary>
    internal sealed record Ready : WorkerMessage;

    /// <summary>One sign-up has ended.</summary>
    internal sealed record Ended(SignUpOutcome Outcome) : WorkerMessage;

    /// <summary>All sign-ups have ended.</summary>
    internal sealed record Finished(WorkerReport Report) : WorkerMessage;

    /// <summary>The worker cannot go on.</summary>
    internal sealed record Failed(string Message) : WorkerMessage;
}
