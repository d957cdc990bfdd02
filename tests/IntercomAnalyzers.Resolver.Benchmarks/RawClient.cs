using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>The same requests as careful code without the resolver would send them: each answer is checked and read.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly HttpClient _client;

    public RawClient(Uri address, string token)
    {
        _client = new HttpClient { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.Add("Intercom-Version", "2.16");
    }

    public void Dispose() => _client.Dispose();

    public async Task GetKnownAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync("contacts/" + Uri.EscapeDataString(id), cancellationToken);
        response.EnsureSuccessStatusCode();
        await ReadContactAsync(response, cancellationToken);
    }

    public async Task<bool> FindAsync(string key, CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync("contacts/find_by_external_id/" + Uri.EscapeDataString(key), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        await ReadContactAsync(response, cancellationToken);
        return true;
    }

    public async Task CreateAsync(string key, CancellationToken cancellationToken)
    {
        var email = key + "@example.com";
        if (await FindAsync(key, cancellationToken))
        {
            throw new InvalidOperationException("It exists.");
        }

        using var found = await _client.PostAsJsonAsync(
            "contacts/search", new { query = new { field = "email", @operator = "=", value = email }, pagination = new { per_page = 150 } }, cancellationToken);
        found.EnsureSuccessStatusCode();
        using (var page = JsonDocument.Parse(await found.Content.ReadAsByteArrayAsync(cancellationToken)))
        {
            if (page.RootElement.GetProperty("data").GetArrayLength() > 0)
            {
                throw new InvalidOperationException("It exists.");
            }
        }

        using var created = await _client.PostAsJsonAsync("contacts", new { name = "Ann", role = "user", external_id = key, email }, cancellationToken);
        created.EnsureSuccessStatusCode();
        await ReadContactAsync(created, cancellationToken);
    }

    private static async Task ReadContactAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        if (json.RootElement.GetProperty("id").GetString() is null || json.RootElement.GetProperty("external_id").GetString() is null)
        {
            throw new InvalidOperationException("No contact.");
        }
    }
}
