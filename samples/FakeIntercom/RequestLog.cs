namespace FakeIntercom;

/// <summary>Counts requests and keeps the newest.</summary>
internal sealed class RequestLog(int kept)
{
    private readonly Queue<ReceivedRequest> newest = [];
    private readonly Dictionary<FaultKind, int> faults = [];

    public IEnumerable<ReceivedRequest> Newest => newest;

    public IReadOnlyDictionary<FaultKind, int> Faults => faults;

    public int Count { get; private set; }

    public void Add(ReceivedRequest request)
    {
        Count++;
        if (request.Fault is { } fault)
        {
            faults[fault] = faults.GetValueOrDefault(fault) + 1;
        }

        newest.Enqueue(request);
        if (newest.Count > kept)
        {
            newest.Dequeue();
        }
    }

    public void Clear()
    {
        newest.Clear();
        faults.Clear();
        Count = 0;
    }
}
