using FakeIntercom;
using SignupStorm.CommandLine;
using SignupStorm.Reports;

namespace SignupStorm.Tests;

public sealed class StormTests
{
    [Theory]
    [InlineData("unsafe")]
    [InlineData("search-first")]
    [InlineData("upsert")]
    [InlineData("create-first")]
    public async Task Unsafe_variants_make_duplicates(string variant)
    {
        StormResult result = await SmallStorm.RunAsync(SmallStorm.With(variant));
        Assert.True(result.Duplicates > 0, "no duplicates");
        Assert.Equal(result.Contacts - result.Duplicates, result.Persons);
        Assert.Equal(result.Duplicates, result.Samples[^1].Duplicates);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.145)]
    public async Task The_resolved_variant_makes_one_contact_per_person(double faultRate)
    {
        StormResult result = await SmallStorm.RunAsync(SmallStorm.With("resolved") with { Faults = FaultMix.Create(faultRate) });
        Assert.Equal((12, 0, 0, 0, 0), (result.Contacts, result.Duplicates, result.Lost, result.Errors, result.TypedFailures));
    }

    [Fact]
    public async Task Without_a_working_server_unsafe_code_loses_sign_ups_and_resolved_code_says_so()
    {
        FaultRate[] down = [new(Routes.Any, new Fault(FaultKind.ServerErrorBeforeWrite), 1)];
        StormOptions options = SmallStorm.Options with { Persons = 2, SignUpsPerPerson = 2, Retries = 0, Faults = down };
        StormResult blind = await SmallStorm.RunAsync(options with { Variants = SmallStorm.With("unsafe").Variants });
        Assert.Equal((4, 4, 0), (blind.Lost, blind.Errors, blind.TypedFailures));
        StormResult resolved = await SmallStorm.RunAsync(options with { Variants = SmallStorm.With("resolved").Variants });
        Assert.Equal((0, 0, 4), (resolved.Lost, resolved.Errors, resolved.TypedFailures));
        Assert.Equal(4, resolved.Failures["ContactLookupFailedException"]);
    }

    [Fact]
    public async Task Several_processes_share_the_traffic()
    {
        StormResult result = await SmallStorm.RunAsync(SmallStorm.With("unsafe") with { Processes = 3 });
        Assert.Equal((48, 0), (result.SignUps, result.Lost));
        Assert.True(result.Duplicates > 0, "no duplicates");
        StormResult single = await SmallStorm.RunAsync(SmallStorm.With("unsafe"));
        Assert.True(result.PeakWorkingSet > single.PeakWorkingSet, "the memory of the other processes is missing");
    }

    [Theory]
    [InlineData("resolved", 0, 0, 0)]
    [InlineData("resolved", 1, 0, 1)]
    [InlineData("resolved", 0, 1, 1)]
    [InlineData("unsafe", 1, 1, 0)]
    public async Task Only_duplicates_and_losses_of_the_resolved_variant_fail_the_run(string variant, int duplicates, int lost, int exitCode) =>
        Assert.Equal(exitCode, await StormRun.JudgeAsync([SmallStorm.Result(variant, duplicates, lost)]));
}
