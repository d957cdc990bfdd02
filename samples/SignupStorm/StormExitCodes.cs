namespace SignupStorm;

/// <summary>The exit codes of the storm beside 0 and those of bad arguments.</summary>
internal static class StormExitCodes
{
    /// <summary>The resolved variant made a duplicate or lost a sign-up.</summary>
    public const int NotSafe = 1;

    /// <summary>The storm could not run.</summary>
    public const int Failed = 3;

    /// <summary>Ctrl+C.</summary>
    public const int Interrupted = 130;
}
