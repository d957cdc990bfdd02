using System.CommandLine;
using SignupStorm.Writers;

namespace SignupStorm.CommandLine;

/// <summary>Reads the variants to run, separated by commas.</summary>
internal static class VariantsArgument
{
    private const string Name = "--variants";

    private static readonly string Names = string.Join(",", Variant.All.Select(variant => variant.Name));

    public static Option<IReadOnlyList<Variant>> Option() => new(Name)
    {
        Description = $"Variants to run, separated by commas: {Names}. All by default.",
        DefaultValueFactory = _ => Variant.All,
        CustomParser = result =>
        {
            string[] names = result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string[] unknown = [.. names.Where(name => Variant.Find(name) is null)];
            if (names.Length > 0 && unknown.Length == 0)
            {
                return [.. Variant.All.Where(variant => names.Contains(variant.Name))];
            }

            result.AddError($"{Name}: '{(unknown.Length > 0 ? unknown[0] : result.Tokens[0].Value)}' is no variant. Variants: {Names}.");
            return Variant.All;
        },
    };
}
