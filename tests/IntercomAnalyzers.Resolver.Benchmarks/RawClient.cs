using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>The same requests as careful code without the resolver would send them: each answer is checked and read.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json") { CharSet = "utf-8" };

    private readonly HttpClient _client;

    public RawClient(Uri address, string token)
    {
        _client = new HttpClient { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _client.DefaultRequestHeaders.Add("Intercom-Version", "2.16");
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
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

    public async Task FindOrCreateAsync(string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken))
        {
            throw new InvalidOperationException("It exists.");
        }

        var search = new { query = new { field = "email", @operator = "=", value = Person.EmailOf(key) }, pagination = new { per_page = 150 } };
        using var found = await PostAsync("contacts/search", search, cancellationToken);
        var page = await found.Content.ReadFromJsonAsync(RawJson.Default.RawPage, cancellationToken);
        if (page?.Data is not { Count: 0 })
        {
            throw new InvalidOperationException("It exists.");
        }

        await CreateAsync(key, cancellationToken);
    }

    /// <summary>Creates a user and returns its id.</summary>
    public async Task<string> CreateAsync(string key, CancellationToken cancellationToken)
    {
        using var created = await PostAsync("contacts", new { name = "Ann", role = "user", external_id = key, email = Person.EmailOf(key) }, cancellationToken);
        return await ReadContactAsync(created, cancellationToken);
    }

    // With a length, as the resolver sends it; PostAsJsonAsync would send chunks.
    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = s_json;
        var response = await _client.PostAsync(path, content, cancellationToken);
        response.EnsureSuccessStatusCode();
        return response;
    }

    private static async Task<string> ReadContactAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var contact = await response.Content.ReadFromJsonAsync(RawJson.Default.RawContact, cancellationToken);
        return contact is { Id: { } id, ExternalId: not null, Role: not null } ? id : throw new InvalidOperationException("No contact.");
    }
}
