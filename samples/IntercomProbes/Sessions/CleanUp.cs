namespace IntercomProbes.Sessions;

/// <summary>Deletes what a run made.</summary>
internal sealed class CleanUp(IntercomApi api, RunMark mark, MadeContacts made, ProbeSettings settings)
{
    private const int Tries = 3;

    private readonly HashSet<string> deleted = [];
    private readonly HashSet<string> left = [];

    /// <summary>The longest time that a clean-up takes.</summary>
    public static TimeSpan LimitOf(ProbeSettings settings) => settings.LagLimit + TimeSpan.FromMinutes(5);

    /// <summary>Deletes the known contacts, and those that a search finds by the run's mark.</summary>
    /// <returns>The ids that could not be deleted.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        using CancellationTokenSource limit = new(LimitOf(settings));
        DateTimeOffset end = DateTimeOffset.UtcNow + settings.LagLimit;
        left.UnionWith(made.Ids);
        try
        {
            await DeleteAllAsync(made.Ids, limit.Token);
            await DeleteAllAsync(await FindMarkedAsync(limit.Token), limit.Token);

            // A contact whose create got no answer shows up in search only.
            while (made.MayMissSome && DateTimeOffset.UtcNow < end)
            {
                await Task.Delay(settings.Poll, limit.Token);
                await DeleteAllAsync(await FindMarkedAsync(limit.Token), limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // What is left is reported.
        }

        return [.. left];
    }

    private async Task DeleteAllAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (string id in ids.Where(id => !deleted.Contains(id)))
        {
            left.Add(id);
            if (await DeleteAsync(id, cancellationToken))
            {
                deleted.Add(id);
                left.Remove(id);
            }
        }
    }

    private async Task<IReadOnlyList<string>> FindMarkedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var search = new { query = new { field = "name", @operator = "=", value = mark.Name }, pagination = new { per_page = 150 } };
            return (await api.SendAsync(HttpMethod.Post, "contacts/search", search, cancellationToken)).RowIds();
        }
        catch (ProbeFailedException)
        {
            return [];
        }
    }

    private async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Tries; i++)
        {
            try
            {
                // A probe may have deleted it itself; search still shows such contacts.
                if ((await api.SendAsync(HttpMethod.Delete, $"contacts/{id}", null, cancellationToken)).Status is 200 or 404 or 410)
                {
                    return true;
                }
            }
            catch (ProbeFailedException)
            {
                // No answer: once more.
            }

            await Task.Delay(settings.Poll, cancellationToken);
        }

        return false;
    }
}
