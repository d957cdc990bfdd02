namespace IntercomProbes.Sessions;

/// <summary>A probe got an answer from which nothing can be read.</summary>
internal sealed class ProbeFailedException(string message, Exception? inner = null) : Exception(message, inner);
