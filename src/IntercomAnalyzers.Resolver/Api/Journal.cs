namespace IntercomAnalyzers.Resolver.Api;

/// <summary>What one resolution has sent and got. Used by one resolution at a time.</summary>
internal sealed class Journal
{
    private readonly List<string> requestIds = [];

    public int Requests { get; private set; }

    public int RateLimited { get; private set; }

    /// <summary>The last answer, for the text of a failure.</summary>
    public ApiAnswer? Last { get; private set; }

    public IReadOnlyList<string> RequestIds => requestIds;

    public void CountRequest() => Requests++;

    public void Record(ApiAnswer answer)
    {
        Last = answer;
        if (answer.Status == 429) RateLimited++;
        if (answer.RequestId is { } id) requestIds.Add(id);
    }
}
