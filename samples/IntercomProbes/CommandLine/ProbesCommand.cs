using System.CommandLine;
using FakeIntercom.CommandLine;
using IntercomProbes.Questions;
using IntercomProbes.Sessions;

namespace IntercomProbes.CommandLine;

/// <summary>The command line of the probes.</summary>
internal static class ProbesCommand
{
    public static RootCommand Create()
    {
        ProbeSettings defaults = new();
        Option<bool> apply = new("--apply") { Description = "Send the requests. Without it they are only shown." };
        Option<string?> workspace = new("--workspace") { Description = "Id of the test workspace that the token belongs to; needed with --apply." };
        Option<Uri> baseAddress = BaseAddressArgument.Option();
        Option<string> version = new("--api-version") { Description = "Intercom-Version to ask for.", DefaultValueFactory = _ => "2.16" };
        Option<IReadOnlyList<Probe>> probes = ProbesArgument.Option();
        Option<int> rounds = NumberArgument.Option("--rounds", "Rounds of parallel creates; each makes up to six contacts.", defaults.Rounds, 1, 200);
        Option<TimeSpan> lagLimit = DurationArgument.Option("--lag-limit", "How long a write is waited for.", defaults.LagLimit);
        Option<TimeSpan> poll = DurationArgument.Option("--poll", "The pause between two looks.", defaults.Poll);
        Option<TimeSpan> deletedWait = DurationArgument.Option("--deleted-wait", "The wait between a delete and the create after it.", defaults.DeletedWait);
        Option<int> burst = NumberArgument.Option("--burst", "The most requests of the probe rate-limit.", defaults.Burst, 1, 100_000);
        RootCommand command = new($"Asks a test workspace of Intercom what its documentation leaves open. The token comes from {ProbesProgram.TokenVariable}.")
        {
            apply, workspace, baseAddress, version, probes, rounds, lagLimit, poll, deletedWait, burst,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(apply) && string.IsNullOrWhiteSpace(result.GetValue(workspace)))
            {
                result.AddError($"{apply.Name} needs {workspace.Name}: the id of a test workspace, as its address in Intercom or GET /me shows it.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ProbesProgram.RunAsync(
            new ProbesOptions
            {
                Apply = parsed.GetValue(apply),
                Workspace = parsed.GetValue(workspace),
                BaseAddress = parsed.GetValue(baseAddress)!,
                ApiVersion = parsed.GetValue(version)!,
                Probes = parsed.GetValue(probes)!,
                Settings = new ProbeSettings
                {
                    Rounds = parsed.GetValue(rounds),
                    LagLimit = parsed.GetValue(lagLimit),
                    Poll = parsed.GetValue(poll),
                    DeletedWait = parsed.GetValue(deletedWait),
                    Burst = parsed.GetValue(burst),
                },
            },
            cancellationToken));
        return command;
    }
}
