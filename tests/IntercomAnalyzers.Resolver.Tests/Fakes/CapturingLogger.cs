using Microsoft.Extensions.Logging;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>Keeps every line, its values and its exceptions as text.</summary>
internal sealed class CapturingLogger : ILogger<ContactResolver>
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add(formatter(state, exception) + " " + string.Join(",", (state as IEnumerable<KeyValuePair<string, object?>> ?? []).Select(pair => pair.Value)) + exception);
        }
    }
}
