using SignupStorm.Reports;

namespace SignupStorm.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData(1, 60_000, "the limit of 1 requests was reached")]
    [InlineData(1_000_000, 0, "the limit of 0 minutes was reached")]
    public async Task A_run_that_takes_too_much_is_stopped_and_what_did_not_end_is_lost(int requests, int milliseconds, string reason)
    {
        StormOptions options = SmallStorm.With("resolved") with { Persons = 200, Concurrency = 1, Limits = new StormLimits(requests, TimeSpan.FromMilliseconds(milliseconds)), SignUpsPerPerson = 100 };
        StormResult result = await SmallStorm.RunAsync(options);
        Assert.Equal(reason, result.StoppedBy);
        Assert.True(result.Lost > 0, "all sign-ups ended");
        Assert.Equal(0, result.Duplicates);
    }
}
