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
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.Add("Intercom-Version", "2.16");
    }

    public void Dispose() => _client.Dispose();

    public async Task GetKnownAsync(string id)
    {
        using var response = await _client.GetAsync("contacts/" + Uri.EscapeDataString(id));
        response.EnsureSuccessStatusCode();
        await ReadContactAsync(response);
    }

    public async Task<bool> FindAsync(string key)
    {
        using var response = await _client.GetAsync("contacts/find_by_external_id/" + Uri.EscapeDataString(key));
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        response.EnsureSuccessStatusCode();
        await ReadContactAsync(response);
        return true;
    }

    public async Task CreateAsync(string key)
    {
        var email = key + "@example.com";
        if (await FindAsync(key))
        {
            throw new InvalidOperationException("It exists.");
        }

        using var found = await PostAsync("contacts/search", new { query = new { field = "email", @operator = "=", value = email }, pagination = new { per_page = 150 } });
        var page = await found.Content.ReadFromJsonAsync(RawJson.Default.RawPage);
        if (page?.Data is not { Count: 0 })
        {
            throw new InvalidOperationException("It exists.");
        }

        using var created = await PostAsync("contacts", new { name = "Ann", role = "user", external_id = key, email });
        await ReadContactAsync(created);
    }

    // With a length, as the resolver sends it; PostAsJsonAsync would send chunks.
    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = s_json;
        var response = await _client.PostAsync(path, content);
        response.EnsureSuccessStatusCode();
        return response;
    }

    private static async Task ReadContactAsync(HttpResponseMessage response)
    {
        var contact = await response.Content.ReadFromJsonAsync(RawJson.Default.RawContact);
        if (contact is not { Id: not null, ExternalId: not null, Role: not null })
        {
            throw new InvalidOperationException("No contact.");
        }
    }
}
