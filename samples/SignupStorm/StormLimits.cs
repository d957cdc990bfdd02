namespace SignupStorm;

/// <summary>What one variant may take before it is stopped.</summary>
internal sealed record StormLimits(int Requests, TimeSpan Time);
