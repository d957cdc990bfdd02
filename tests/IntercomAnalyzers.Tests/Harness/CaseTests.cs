namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The cases of one rule or client.</summary>
public interface ICases
{
    /// <summary>The rule that is looked at; reports of others are not.</summary>
    static abstract string Id { get; }

    /// <summary>Name and source of cases in which every marked place must be reported, and nothing else.</summary>
    static abstract TheoryData<string, string> Reported { get; }

    /// <summary>Name and source of cases in which nothing may be reported but what is marked: a look-alike, or a place that another report answers for.</summary>
    static abstract TheoryData<string, string> Silent { get; }
}

/// <summary>Runs the cases of a class, each as a build and as an editor does.</summary>
public abstract class CaseTests<TCases>
    where TCases : ICases
{
    public static TheoryData<string, string> ReportedCases => TCases.Reported;

    public static TheoryData<string, string> SilentCases => TCases.Silent;

    [Theory]
    [MemberData(nameof(ReportedCases))]
    public Task IsReported(string name, string source)
    {
        Assert.NotEmpty(name);
        Assert.Contains("{|" + TCases.Id, source, StringComparison.Ordinal);
        return AnalyzerVerifier.VerifyAsync(TCases.Id, source);
    }

    [Theory]
    [MemberData(nameof(SilentCases))]
    public Task IsSilent(string name, string source)
    {
        Assert.NotEmpty(name);
        return AnalyzerVerifier.VerifyAsync(TCases.Id, source);
    }
}
