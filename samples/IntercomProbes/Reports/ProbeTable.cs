using IntercomProbes.Sessions;
using Spectre.Console;

namespace IntercomProbes.Reports;

/// <summary>Shows questions, requests, answers and readings.</summary>
internal static class ProbeTable
{
    public static Table Create(IReadOnlyList<ProbeResult> results)
    {
        Table table = new() { ShowRowSeparators = true };
        table.AddColumns("question", "sent", "answered", "reading");
        foreach (ProbeResult result in results)
        {
            string reading = Markup.Escape(result.Reading);
            table.AddRow(
                Markup.Escape($"{result.Probe.Name}: {result.Probe.Question}"),
                Markup.Escape(string.Join("\n", Summary.OfAll(result.Exchanges.Select(Route)))),
                Markup.Escape(string.Join(", ", Summary.OfAll(result.Exchanges.Select(exchange => exchange.Answer)))),
                result.HasReading ? reading : $"[red]no reading: {reading}[/]");
        }

        return table;
    }

    // Ids and keys make the column wide and say nothing.
    private static string Route(Exchange exchange) => exchange.Path.Split('/') switch
    {
        ["", "contacts", "search"] or ["", "contacts"] or ["", "me"] => $"{exchange.Method} {exchange.Path}",
        ["", "contacts", "find_by_external_id", ..] => $"{exchange.Method} /contacts/find_by_external_id/…",
        ["", "contacts", _, var action] => $"{exchange.Method} /contacts/…/{action}",
        _ => $"{exchange.Method} /contacts/…",
    };
}
