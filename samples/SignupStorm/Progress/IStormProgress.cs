namespace SignupStorm.Progress;

/// <summary>Shows how far a storm is. Thread-safe.</summary>
internal interface IStormProgress
{
    void Begin(string variant, int signUps);

    /// <summary>One more sign-up of the current variant has ended.</summary>
    void Advance();
}
