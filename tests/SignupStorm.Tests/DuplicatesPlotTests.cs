using System.Xml;
using System.Xml.Linq;
using SignupStorm.Reports;

namespace SignupStorm.Tests;

public sealed class DuplicatesPlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("resolved")]
    [InlineData("unsafe", "resolved")]
    [InlineData("unsafe", "search-first", "upsert", "create-first", "resolved")]
    public void Every_variant_has_one_line_and_its_name(params string[] variants)
    {
        XDocument plot = Parse(DuplicatesPlot.ToSvg([.. variants.Select((variant, index) => SmallStorm.Result(variant, duplicates: 20 * (variants.Length - 1 - index)))]));
        Assert.Equal(Svg + "svg", plot.Root!.Name);

        // Axes, ticks and the legend are drawn without joins.
        XElement[] lines = [.. plot.Descendants(Svg + "polyline").Where(line => ((string?)line.Attribute("style"))!.Contains("stroke-linejoin", StringComparison.Ordinal))];
        Assert.Equal(variants.Length, lines.Length);
        Assert.Equal(lines.Length, lines.Select(line => (string?)line.Attribute("points")).Distinct().Count());
        string[] texts = [.. plot.Descendants(Svg + "text").Select(text => text.Value)];
        Assert.All(variants, variant => Assert.Contains(variant, texts));
    }

    private static XDocument Parse(string svg)
    {
        using StringReader text = new(svg);
        using XmlReader reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
