#if NET8_0_OR_GREATER
using System.Collections.Concurrent;
#endif

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// Sources of tokens that are cancelled after a time. Those that were not are used again: a source, its timer and its callbacks are dear. Thread-safe.
/// </summary>
internal static class CancellationSources
{
#if NET8_0_OR_GREATER
    private const int MaxKept = 256;

    private static readonly ConcurrentQueue<CancellationTokenSource> s_kept = new();
    private static int s_keptCount;

    public static CancellationTokenSource Rent(TimeProvider time, TimeSpan delay)
    {
        if (time != TimeProvider.System || !s_kept.TryDequeue(out var source))
        {
            return time.CreateCancellationTokenSource(delay);
        }

        Interlocked.Decrement(ref s_keptCount);
        source.CancelAfter(delay);
        return source;
    }

    /// <summary>Ends the use of a source. From here on nobody may cancel it. Is its token <paramref name="known"/> to code that may keep it, the source is not used again.</summary>
    public static void Return(TimeProvider time, CancellationTokenSource source, bool known)
    {
        // Another clock's timer cannot be stopped without disposing of it.
        if (known || time != TimeProvider.System || Volatile.Read(ref s_keptCount) >= MaxKept || !source.TryReset())
        {
            source.Dispose();
            return;
        }

        Interlocked.Increment(ref s_keptCount);
        s_kept.Enqueue(source);
    }
#else
    public static CancellationTokenSource Rent(TimeProvider time, TimeSpan delay) => time.CreateCancellationTokenSource(delay);

    public static void Return(TimeProvider time, CancellationTokenSource source, bool known) => source.Dispose();
#endif
}
