using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FakeIntercom.CommandLine;

/// <summary>Reads durations such as <c>500ms</c>, <c>2s</c> and <c>5m</c> from a command line.</summary>
public static class DurationArgument
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Makes an option whose errors name it and the accepted forms.</summary>
    public static Option<TimeSpan> Option(string name, string description, TimeSpan value) => Option(name, description, value, TimeSpan.Zero, Longest);

    /// <summary>Makes an option whose errors name it, the accepted forms and the range.</summary>
    public static Option<TimeSpan> Option(string name, string description, TimeSpan value, TimeSpan minimum, TimeSpan maximum) => new(name)
    {
        Description = $"{description} For example 500ms, 2s, 5m.",
        CustomParser = result => Parse(result, minimum, maximum),
        DefaultValueFactory = _ => value,
    };

    private static TimeSpan Parse(ArgumentResult result, TimeSpan minimum, TimeSpan maximum)
    {
        string text = result.Tokens[0].Value;
        string? option = (result.Parent as OptionResult)?.Option.Name;
        (string number, double milliseconds) = text switch
        {
            [.. var digits, 'm', 's'] => (digits, 1),
            [.. var digits, 's'] => (digits, 1_000),
            [.. var digits, 'm'] => (digits, 60_000),
            _ => ("", 0),
        };
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
        {
            result.AddError($"{option}: '{text}' is no duration. Write for example 500ms, 2s or 5m.");
        }
        else if (value * milliseconds < minimum.TotalMilliseconds || value * milliseconds > maximum.TotalMilliseconds)
        {
            result.AddError($"{option}: '{text}' is not from {Describe(minimum)} to {Describe(maximum)}.");
        }
        else
        {
            return TimeSpan.FromMilliseconds(value * milliseconds);
        }

        return default;
    }

    private static string Describe(TimeSpan duration) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(duration.TotalMinutes >= 1 ? $"{duration.TotalMinutes}m" : duration.TotalSeconds >= 1 ? $"{duration.TotalSeconds}s" : $"{duration.TotalMilliseconds}ms")}");
}
