using System.Diagnostics;
using System.Text.Json.Nodes;

namespace IntercomProbes.Sessions;

/// <summary>What a probe works with. Thread-safe.</summary>
internal sealed class ProbeSession(IntercomApi api, RunMark mark, MadeContacts made, ProbeSettings settings, CancellationToken cancellationToken)
{
    public ProbeSettings Settings { get; } = settings;

    public string NewEmail() => mark.NewEmail();

    public string NewKey() => mark.NewKey();

    /// <summary>Creates a marked contact. Null identifiers are not sent.</summary>
    public async Task<Reply> CreateAsync(string? key = null, string? email = null, string role = "user")
    {
        JsonObject body = new() { ["role"] = role };
        if (key is not null)
        {
            body["external_id"] = key;
        }

        if (email is not null)
        {
            body["email"] = email;
        }

        body["name"] = mark.Name;
        bool answered = false;
        try
        {
            Reply reply = await api.SendAsync(HttpMethod.Post, "contacts", body, cancellationToken);
            // A server error or an unreadable answer can follow a write.
            answered = reply.Status is (>= 200 and < 300 or >= 400 and < 500) && (reply.Id ?? reply.ErrorCode) is not null;
            made.Add(reply);
            return reply;
        }
        finally
        {
            if (!answered)
            {
                made.AddUnknown();
            }
        }
    }

    public Task<Reply> GetAsync(string path) => api.SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<Reply> FindAsync(string key) => GetAsync($"contacts/find_by_external_id/{Uri.EscapeDataString(key)}");

    public Task<Reply> UpdateAsync(string id, object fields) => api.SendAsync(HttpMethod.Put, $"contacts/{id}", fields, cancellationToken);

    public Task<Reply> ArchiveAsync(string id) => api.SendAsync(HttpMethod.Post, $"contacts/{id}/archive", null, cancellationToken);

    public Task<Reply> UnarchiveAsync(string id) => api.SendAsync(HttpMethod.Post, $"contacts/{id}/unarchive", null, cancellationToken);

    public Task<Reply> DeleteAsync(string id) => api.SendAsync(HttpMethod.Delete, $"contacts/{id}", null, cancellationToken);

    /// <summary>Sends a request that is not repeated after a 429.</summary>
    public Task<Reply> GetOnceAsync(string path) => api.SendAsync(HttpMethod.Get, path, null, cancellationToken, waitForWindow: false);

    public Task<Reply> SearchAsync(string field, string value) =>
        api.SendAsync(HttpMethod.Post, "contacts/search", new { query = new { field, @operator = "=", value } }, cancellationToken);

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, cancellationToken);

    /// <summary>Looks again and again until it sees something.</summary>
    /// <returns>Whether it did within the limit.</returns>
    public async Task<bool> WaitUntilAsync(Func<Task<bool>> look)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await look())
            {
                return true;
            }

            if (Stopwatch.GetElapsedTime(started) >= Settings.LagLimit)
            {
                return false;
            }

            await WaitAsync(Settings.Poll);
        }
    }
}
