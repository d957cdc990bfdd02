using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FakeIntercom.CommandLine;

/// <summary>Reads faults such as <c>abort-after-write=0.05</c> and <c>POST /contacts:server-error-before-write=0.1</c> from a command line.</summary>
public static class FaultArgument
{
    private static readonly string[] Names = [.. Enum.GetNames<FaultKind>().Select(Kebab)];

    /// <summary>Makes the option <c>--faults</c>, whose errors name the faults and the routes.</summary>
    public static Option<FaultRate[]> Option() => new("--faults")
    {
        Description = "Faults to inject: [route:]fault=probability, for example abort-after-write=0.05 or \"POST /contacts:rate-limited=0.1\". "
            + $"Faults: {string.Join(", ", Names)}.",
        CustomParser = Parse,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static FaultRate[] Parse(ArgumentResult result)
    {
        string? option = (result.Parent as OptionResult)?.Option.Name;
        List<FaultRate> rates = [];
        foreach (Token token in result.Tokens)
        {
            if (TryParse(token.Value, out FaultRate? rate, out string? error))
            {
                rates.Add(rate);
            }
            else
            {
                result.AddError($"{option}: {error}");
                return [];
            }
        }

        try
        {
            _ = new FaultPlan(seed: 0, rates);
            return [.. rates];
        }
        catch (ArgumentException error)
        {
            result.AddError($"{option}: {error.Message}");
            return [];
        }
    }

    private static bool TryParse(
        string text,
        [NotNullWhen(true)] out FaultRate? rate,
        [NotNullWhen(false)] out string? error)
    {
        rate = null;
        error = null;
        int colon = text.LastIndexOf(':');
        int equals = text.LastIndexOf('=');
        string route = colon < 0 ? Routes.Any : text[..colon];
        if (equals < colon || equals < 0)
        {
            error = $"'{text}' is not [route:]fault=probability.";
            return false;
        }

        string name = text[(colon + 1)..equals];
        int kind = Array.IndexOf(Names, name);
        if (kind < 0)
        {
            error = $"'{name}' is no fault. Faults: {string.Join(", ", Names)}.";
        }
        else if (route != Routes.Any && !Routes.All.Contains(route))
        {
            error = $"'{route}' is no route. Routes: {string.Join(", ", Routes.All)}.";
        }
        else if (!double.TryParse(text[(equals + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double probability) || probability > 1)
        {
            error = $"'{text[(equals + 1)..]}' is no probability from 0 to 1.";
        }
        else
        {
            rate = new FaultRate(route, new Fault(Enum.GetValues<FaultKind>()[kind]), probability);
            return true;
        }

        return false;
    }

    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
