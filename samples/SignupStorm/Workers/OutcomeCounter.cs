using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace SignupStorm.Workers;

/// <summary>Listens to the resolver's meter and counts the outcomes of all resolutions of this process. Thread-safe.</summary>
internal sealed class OutcomeCounter : IDisposable
{
    private readonly ConcurrentDictionary<string, int> outcomes = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();

    public OutcomeCounter()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument is { Meter.Name: "IntercomAnalyzers.Resolver", Name: "intercom.contact.resolutions" })
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add((int)value, tags));
        listener.Start();
    }

    public IReadOnlyDictionary<string, int> Outcomes => outcomes.ToDictionary();

    public void Dispose() => listener.Dispose();

    private void Add(int count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string name, object? value) in tags)
        {
            if (name == "outcome" && value is string outcome)
            {
                outcomes.AddOrUpdate(outcome, count, (_, before) => before + count);
            }
        }
    }
}
