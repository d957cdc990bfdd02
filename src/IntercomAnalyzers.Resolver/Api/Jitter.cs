namespace IntercomAnalyzers.Resolver.Api;

/// <summary>Random milliseconds. Thread-safe.</summary>
internal static class Jitter
{
#if NET
#pragma warning disable CA5394 // Spreads load; nothing secret depends on it.
    public static int Next(int maximum) => Random.Shared.Next(maximum);
#pragma warning restore CA5394
#else
    private static readonly Random Source = new();

    public static int Next(int maximum)
    {
        lock (Source) return Source.Next(maximum);
    }
#endif
}
