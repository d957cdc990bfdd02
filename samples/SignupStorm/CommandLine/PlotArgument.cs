using System.CommandLine;

namespace SignupStorm.CommandLine;

/// <summary>Reads the file that the plot goes to.</summary>
internal static class PlotArgument
{
    private const string Name = "--plot";

    public static Option<FileInfo?> Option() => new(Name)
    {
        Description = "SVG file to draw the duplicates over time to.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!text.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            {
                result.AddError($"{Name}: '{text}' is no .svg file.");
                return null;
            }

            FileInfo file = new(text);
            if (file.Directory is not { Exists: true } || Directory.Exists(file.FullName))
            {
                result.AddError($"{Name}: '{text}' cannot be written: {(Directory.Exists(file.FullName) ? "it is a folder" : "its folder does not exist")}.");
                return null;
            }

            return file;
        },
    };
}
