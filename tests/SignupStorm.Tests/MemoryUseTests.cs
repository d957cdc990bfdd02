using SignupStorm.Reports;

namespace SignupStorm.Tests;

public sealed class MemoryUseTests
{
    [Fact]
    public void Start_middle_and_end_are_medians_and_one_high_sample_is_only_a_peak()
    {
        long[] samples = [.. Enumerable.Repeat(10L, 10), .. Enumerable.Repeat(50L, 40), .. Enumerable.Repeat(60L, 50)];
        samples[95] = 900;
        Assert.Equal(new MemoryUse(Start: 50, Middle: 60, End: 60, Peak: 900), MemoryUse.Of(samples));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    public void A_short_run_has_a_use_too(int samples) => Assert.Equal(new MemoryUse(7, 7, 7, 7), MemoryUse.Of([.. Enumerable.Repeat(7L, samples)]));

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(100, 120, true)]
    [InlineData(100, 121, false)]
    [InlineData(200, 100, true)]
    public void Flat_is_at_most_a_fifth_more_at_the_end_than_in_the_middle(long middle, long end, bool flat) => Assert.Equal(flat, new MemoryUse(0, middle, end, 0).IsFlat);
}
