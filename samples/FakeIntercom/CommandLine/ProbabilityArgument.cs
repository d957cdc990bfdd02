using System.CommandLine;
using System.Globalization;

namespace FakeIntercom.CommandLine;

/// <summary>Reads probabilities from a command line.</summary>
public static class ProbabilityArgument
{
    /// <summary>Makes an option whose error names it and the range.</summary>
    public static Option<double> Option(string name, string description, double value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number <= 1)
            {
                return number;
            }

            result.AddError($"{name}: '{text}' is no number from 0 to 1.");
            return value;
        },
    };
}
