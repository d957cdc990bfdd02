namespace IntercomAnalyzers.Resolver;

/// <summary>The service behind a distributed lock did not give the lock; never leaves the flight.</summary>
internal sealed class IdentityLockException(Exception cause) : Exception("The distributed lock could not be taken.", cause);
