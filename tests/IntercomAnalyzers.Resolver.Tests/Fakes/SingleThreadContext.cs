using System.Collections.Concurrent;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>A synchronization context with one thread, like a user interface: a continuation posted to it while the thread blocks never runs.</summary>
internal sealed class SingleThreadContext : SynchronizationContext
{
    private readonly ConcurrentQueue<Action> _posted = new();

    /// <summary>Runs the work on such a thread; false when it did not return (a minute is only a limit for a deadlock).</summary>
    public static bool Run(Action work)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            SetSynchronizationContext(new SingleThreadContext());
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        var returned = thread.Join(TimeSpan.FromMinutes(1));
        return failure is null ? returned : throw new InvalidOperationException("The work failed.", failure);
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue(() => d(state));
}
