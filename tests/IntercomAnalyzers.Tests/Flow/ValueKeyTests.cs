using IntercomAnalyzers.CreationPoints;

namespace IntercomAnalyzers.Tests.Flow;

/// <summary>Objects built in sight: what they hold, and that a table of any length ends in a value that is unknown.</summary>
public sealed class ValueKeyTests
{
    private static ValueKey Empty => ValueKey.Object(ObjectShape.Of(null, []), []);

    [Fact]
    public void ALaterMemberReplacesOneOfTheSameName()
    {
        var built = Empty.With([new("external_id", ValueKey.Constant("a")), new("email", ValueKey.Constant("b")), new("ExternalId", ValueKey.Constant("c"))]);

        Assert.Equal("c", built.Field("external_id")?.Datum);
        Assert.Equal("b", built.Field("email")?.Datum);
        Assert.Equal(2, built.Parts.Length);
    }

    [Fact]
    public void MembersWithoutEndAreNotReadToTheEnd()
    {
        var read = 0;
        Assert.Equal(ValueKeyKind.Opaque, Empty.With(Endless()).Kind);

        IEnumerable<KeyValuePair<string, ValueKey>> Endless()
        {
            for (;;)
            {
                Assert.True(++read < 10_000, "All members are read.");
                yield return new("m" + read, ValueKey.True);
            }
        }
    }
}
