using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>What docs/resolver.md tells people to watch must exist under that name.</summary>
public sealed partial class DocumentedTelemetryTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Root(), "docs", "resolver.md"));

    [Fact]
    public void The_table_names_every_instrument_with_its_type_and_unit_and_no_other()
    {
        var documented = Row().Matches(s_page).Select(row => (row.Groups["name"].Value, row.Groups["type"].Value));

        Assert.Equal(Instruments().Select(instrument => (instrument.Name, TypeOf(instrument))).Order(), documented.Order());
    }

    [Fact]
    public void Every_query_names_series_that_an_exporter_makes_of_the_instruments()
    {
        var series = Instruments().SelectMany(SeriesOf).ToHashSet(StringComparer.Ordinal);
        var queried = Series().Matches(s_page).Select(match => match.Value).Distinct().ToArray();

        Assert.NotEmpty(queried);
        Assert.All(queried, name => Assert.Contains(name, series));
    }

    [Fact]
    public void Every_outcome_is_documented_and_queries_name_existing_ones_only()
    {
        var outcomes = Enum.GetNames<ContactOutcome>();
        var queried = QueriedOutcome().Matches(s_page).SelectMany(match => match.Groups["names"].Value.Split('|')).ToArray();

        Assert.Equal(outcomes.Order(StringComparer.Ordinal), OutcomeRow().Matches(s_page).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));
        Assert.NotEmpty(queried);
        Assert.All(queried, name => Assert.Contains(name, outcomes));
    }

    private static IReadOnlyList<Instrument> Instruments()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Telemetry.Name)
                {
                    instruments.Add(instrument);
                }
            },
        };
        RuntimeHelpers.RunClassConstructor(typeof(Telemetry).TypeHandle);
        listener.Start();
        return instruments;
    }

    private static string TypeOf(Instrument instrument) => instrument is Histogram<double> ? "histogram, " + instrument.Unit : "counter";

    // The names of the OpenTelemetry exporter for Prometheus: dots to underscores, the unit, the kind. Units in braces are left out.
    private static IEnumerable<string> SeriesOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        return instrument is Histogram<double>
            ? ((string[])["_bucket", "_sum", "_count"]).Select(suffix => name + "_seconds" + suffix)
            : [name + "_total"];
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IntercomAnalyzers.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException("IntercomAnalyzers.sln is not above " + AppContext.BaseDirectory + ".");
    }

    [GeneratedRegex(@"^\| `(?<name>intercom\.contact\.[a-z_]+)` \| (?<type>[a-z, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("intercom_contact_[a-z_]+")]
    private static partial Regex Series();

    [GeneratedRegex(@"^\| `(?<name>[A-Z][A-Za-z]+)` \| [^|]+ \| [^|]+ \| (?:returns|`[A-Za-z]+Exception`) \|$", RegexOptions.Multiline)]
    private static partial Regex OutcomeRow();

    [GeneratedRegex(@"outcome=~?""(?<names>[A-Za-z|]+)""")]
    private static partial Regex QueriedOutcome();
}
