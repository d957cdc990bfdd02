namespace SignupStorm;

/// <summary>The storm itself could not run; the message is for the person who started it.</summary>
internal sealed class StormFailedException(string message, Exception? inner = null) : Exception(message, inner);
