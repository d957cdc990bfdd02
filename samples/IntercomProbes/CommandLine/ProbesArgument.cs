using System.CommandLine;
using IntercomProbes.Questions;

namespace IntercomProbes.CommandLine;

/// <summary>Reads the probes to ask, separated by commas.</summary>
internal static class ProbesArgument
{
    private const string Name = "--probes";

    private static readonly string Names = string.Join(",", Probe.All.Select(probe => probe.Name));

    private static readonly IReadOnlyList<Probe> Default = [.. Probe.All.Where(probe => !probe.OnRequestOnly)];

    public static Option<IReadOnlyList<Probe>> Option() => new(Name)
    {
        Description = $"Probes to ask, separated by commas: {Names}. All but {string.Join(",", Probe.All.Except(Default).Select(probe => probe.Name))} by default.",
        DefaultValueFactory = _ => Default,
        CustomParser = result =>
        {
            string[] names = result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string[] unknown = [.. names.Where(name => Probe.Find(name) is null)];
            if (names.Length > 0 && unknown.Length == 0)
            {
                return [.. Probe.All.Where(probe => names.Contains(probe.Name))];
            }

            result.AddError($"{Name}: '{(unknown.Length > 0 ? unknown[0] : result.Tokens[0].Value)}' is no probe. Probes: {Names}.");
            return Default;
        },
    };
}
