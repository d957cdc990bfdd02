namespace ResolverWorker;

/// <summary>How a sign-up ended; one line of JSON on standard output each.</summary>
/// <param name="SignUp">The sign-up.</param>
/// <param name="Outcome">The outcome of the last call.</param>
/// <param name="ContactId">The contact, or null when the sign-up was given up.</param>
public sealed record Report(SignUp SignUp, string Outcome, string? ContactId);
