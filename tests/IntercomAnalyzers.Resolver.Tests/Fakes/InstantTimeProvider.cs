using Microsoft.Extensions.Time.Testing;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>Waits end at once and move the clock; limits (timers of cancellation sources) end only when the clock reaches them.</summary>
internal sealed class InstantTimeProvider : FakeTimeProvider
{
    private readonly List<TimeSpan> _waits = [];

    public InstantTimeProvider()
        : base(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not CancellationTokenSource && dueTime > TimeSpan.Zero)
        {
            lock (_waits)
            {
                _waits.Add(dueTime);
            }

            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
