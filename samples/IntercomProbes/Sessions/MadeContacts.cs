using System.Text.Json;

namespace IntercomProbes.Sessions;

/// <summary>Remembers the contacts that a run made. Thread-safe.</summary>
internal sealed class MadeContacts(RunMark mark)
{
    // Clocks of two machines differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly List<string> ids = [];

    public IReadOnlyList<string> Ids
    {
        get
        {
            lock (gate)
            {
                return [.. ids];
            }
        }
    }

    /// <summary>Whether a create ended without an answer, so that there may be a contact whose id is not known.</summary>
    public bool MayMissSome { get; private set; }

    public void AddUnknown() => MayMissSome = true;

    /// <summary>Adds the contact of an answer, unless it is one that the run found instead of making it.</summary>
    public void Add(Reply reply)
    {
        bool isOwn = reply.Status is >= 200 and < 300
            && reply.Text("name") == mark.Name
            && reply.Body.TryGetProperty("created_at", out JsonElement created)
            && created.TryGetInt64(out long seconds)
            && DateTimeOffset.FromUnixTimeSeconds(seconds) >= mark.Started - Skew;
        if (!isOwn || reply.Id is not { } id)
        {
            return;
        }

        lock (gate)
        {
            if (!ids.Contains(id))
            {
                ids.Add(id);
            }
        }
    }
}
