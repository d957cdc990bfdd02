using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FakeIntercom.CommandLine;

/// <summary>Reads durations such as <c>500ms</c>, <c>2s</c> and <c>5m</c> from a command line.</summary>
public static class DurationArgument
{
    /// <summary>Makes an option whose errors name it and the accepted forms.</summary>
    public static Option<TimeSpan> Option(string name, string description, TimeSpan value) => new(name)
    {
        Description = $"{description} For example 500ms, 2s, 5m.",
        CustomParser = Parse,
        DefaultValueFactory = _ => value,
    };

    private static TimeSpan Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        (string number, double milliseconds) = text switch
        {
            [.. var digits, 'm', 's'] => (digits, 1),
            [.. var digits, 's'] => (digits, 1_000),
            [.. var digits, 'm'] => (digits, 60_000),
            _ => ("", 0),
        };
        if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value * milliseconds < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(value * milliseconds);
        }

        result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: '{text}' is no duration. Write for example 500ms, 2s or 5m (at most 24 days).");
        return default;
    }
}
