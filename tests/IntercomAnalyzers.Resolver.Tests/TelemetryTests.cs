using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntercomAnalyzers.Resolver.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task No_line_holds_a_token_an_identifier_or_a_message_of_the_API()
    {
        var logger = new CapturingLogger();
        var bench = new Bench(logger: logger);
        var secrets = new[] { bench.Token, Bench.Email, "ann", "Ann@Example.com", Bench.Key, "private words" };
        bench.Api.On(Bench.ByKey, Answers.Refused, Answers.Error(500, "server_error", "private words " + Bench.Email), Answers.NotFound)
            .On(Bench.Create, Answers.Error(429, "rate_limit_exceeded", "private words"), Answers.Error(409, "conflict", "private words " + Bench.Email));

        var failed = await bench.ResolveAsync(email: "Ann@Example.com");
        var exception = Assert.Throws<AmbiguousContactException>(failed.EnsureResolved);
        bench.Api.On(Bench.Create, Answers.Created("new1"));
        await bench.ResolveAsync(email: "Ann@Example.com");

        Assert.Contains(logger.Lines, line => line.Contains("Created", StringComparison.Ordinal));
        Assert.Contains(logger.Lines, line => line.Contains("find_by_external_id/{external_id}", StringComparison.Ordinal));
        foreach (var text in logger.Lines.Append(exception.ToString()))
        {
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task The_meter_counts_by_outcome_and_the_activity_names_it()
    {
        // Other tests of the process measure at the same time, also while this one looks.
        var measured = new ConcurrentQueue<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => EnableOwn(instrument, listener) };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue(instrument.Name + Tags(tags)));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue(instrument.Name));
        meters.Start();
        var activities = new ConcurrentQueue<string?>();
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "IntercomAnalyzers.Resolver",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => activities.Enqueue(activity.OperationName + ":" + activity.GetTagItem("outcome")),
        };
        ActivitySource.AddActivityListener(activityListener);
        var bench = new Bench();
        bench.Api.On(Bench.Create, Answers.Status(429), Answers.ArchivedConflict("a1"));

        await bench.ResolveAsync();

        Assert.Contains("intercom.contact.resolutions outcome=ArchivedConflict", measured);
        Assert.Contains("intercom.contact.creates", measured);
        Assert.Contains("intercom.contact.rate_limited", measured);
        Assert.Contains("intercom.contact.conflicts kind=archived", measured);
        Assert.Contains("intercom.contact.lock_wait", measured);
        Assert.Contains("intercom.contact.duration", measured);
        Assert.Contains("intercom.contact.resolve:ArchivedConflict", activities);
    }

    private static void EnableOwn(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == "IntercomAnalyzers.Resolver")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length == 0 ? string.Empty : $" {tags[0].Key}={tags[0].Value}";
}
