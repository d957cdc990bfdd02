using SignupStorm.CommandLine;
using SignupStorm.Reports;

namespace SignupStorm.Tests;

public sealed class SoakVerdictTests
{
    private static readonly StormResult Good = SmallStorm.Result("resolved") with { Memory = [new MemoryUse(1, 2, 2, 3)] };

    [Fact]
    public async Task A_good_result_passes()
    {
        Assert.Empty(SoakVerdict.Against(Good));
        Assert.Equal(0, await SoakRun.JudgeAsync(Good));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named()
    {
        StormResult bad = Good with { Duplicates = 3, Lost = 4, Errors = 5, StoppedBy = "more than 2 minutes", Memory = [new MemoryUse(1, 2, 2, 3), new MemoryUse(1, 2, 9, 9)] };
        IReadOnlyList<string> wrong = SoakVerdict.Against(bad);
        Assert.Equal(5, wrong.Count);
        Assert.All((string[])["not finished: more than 2 minutes", "3 duplicates", "4 lost", "5 sign-ups", "process 2"], part => Assert.Single(wrong, text => text.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(StormExitCodes.NotSafe, await SoakRun.JudgeAsync(bad));
    }
}
