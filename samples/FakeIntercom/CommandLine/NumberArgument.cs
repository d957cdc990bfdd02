using System.CommandLine;
using System.Globalization;

namespace FakeIntercom.CommandLine;

/// <summary>Reads whole numbers within a range from a command line.</summary>
public static class NumberArgument
{
    /// <summary>Makes an option whose error names it and the range.</summary>
    public static Option<int> Option(string name, string description, int value, int minimum, int maximum) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum)
            {
                return number;
            }

            result.AddError($"{name}: '{text}' is no whole number from {minimum} to {maximum}.");
            return value;
        },
    };
}
