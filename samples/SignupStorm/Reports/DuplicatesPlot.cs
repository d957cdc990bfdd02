using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace SignupStorm.Reports;

/// <summary>Draws the duplicates over time, one line per variant, as an SVG.</summary>
internal static class DuplicatesPlot
{
    // Told apart by people who do not see red and green as different.
    private static readonly string[] Colors = ["#D55E00", "#E69F00", "#CC79A7", "#0072B2", "#009E73"];

    public static string ToSvg(IReadOnlyList<StormResult> results)
    {
        StormResult first = results[0];
        PlotModel plot = new()
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Duplicate contacts: {first.Persons} persons, {first.SignUps} sign-ups"),
            Background = OxyColors.White,
            DefaultFont = "sans-serif",
        };
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "seconds", Minimum = 0, MaximumPadding = 0.02 });
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            Title = "duplicates",
            Minimum = -0.02 * Math.Max(1, results.Max(result => result.Duplicates)),
            MinimumMajorStep = 1,
            MaximumPadding = 0.05,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = OxyColor.Parse("#E0E0E0"),
        });
        plot.Legends.Add(new Legend { LegendPosition = LegendPosition.RightTop, LegendPlacement = LegendPlacement.Outside });
        double end = results.Max(result => result.Samples[^1].At.TotalSeconds);
        foreach ((int index, StormResult result) in results.Index())
        {
            LineSeries line = new() { Title = result.Variant, Color = OxyColor.Parse(Colors[index % Colors.Length]), StrokeThickness = 2 };
            line.Points.AddRange(result.Samples.Select(sample => new DataPoint(sample.At.TotalSeconds, sample.Duplicates)));

            // A variant that ended first keeps what it made.
            line.Points.Add(new DataPoint(end, result.Samples[^1].Duplicates));
            plot.Series.Add(line);
        }

        return new SvgExporter { Width = 760, Height = 380 }.ExportToString(plot);
    }
}
