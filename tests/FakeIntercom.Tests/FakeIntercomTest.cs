using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace FakeIntercom.Tests;

/// <summary>One server and one client per test, with a clock that only the test moves.</summary>
public abstract class FakeIntercomTest : IAsyncDisposable
{
    private readonly Lazy<Task<FakeIntercomServer>> server;
    private readonly List<HttpClient> clients = [];

    protected FakeIntercomTest() => server = new(() => FakeIntercomServer.StartAsync(Options));

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    protected FakeIntercomOptions Options { get => field ??= new() { TimeProvider = Clock }; set; }

    protected async Task<Workspace> WorkspaceAsync() => (await server.Value).Workspace;

    protected async Task<HttpClient> ClientAsync(string? version = "2.16")
    {
        HttpClient client = (await server.Value).CreateClient(version);
        clients.Add(client);
        return client;
    }

    protected async Task<Reply> PostAsync(string path, object body, string? version = "2.16") =>
        await Reply.ReadAsync(await (await ClientAsync(version)).PostAsJsonAsync(path, body));

    protected async Task<Reply> PutAsync(string path, object body, string? version = "2.16") =>
        await Reply.ReadAsync(await (await ClientAsync(version)).PutAsJsonAsync(path, body));

    protected async Task<Reply> GetAsync(string path, string? version = "2.16") => await Reply.ReadAsync(await (await ClientAsync(version)).GetAsync(path));

    protected async Task<Reply> DeleteAsync(string path) => await Reply.ReadAsync(await (await ClientAsync()).DeleteAsync(path));

    protected async Task<Reply> SearchAsync(string field, object? value, string comparison = "=") =>
        await PostAsync("contacts/search", new { query = new { field, @operator = comparison, value } });

    protected static object User(string? externalId = null, string? email = null)
    {
        JsonObject body = new() { ["role"] = "user" };
        if (externalId is not null)
        {
            body["external_id"] = externalId;
        }

        if (email is not null)
        {
            body["email"] = email;
        }

        return body;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        if (server.IsValueCreated)
        {
            await (await server.Value).DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

/// <summary>A response that is read to its end.</summary>
public sealed record Reply(int Status, JsonElement Json, HttpResponseMessage Response)
{
    public string? ErrorCode => Json.GetProperty("errors")[0].GetProperty("code").GetString();

    public string? ErrorMessage => Json.GetProperty("errors")[0].GetProperty("message").GetString();

    public string Id => Text("id")!;

    public int Rows => Json.GetProperty("data").GetArrayLength();

    public string? Text(string name) => Json.GetProperty(name).GetString();

    public string Header(string name) => Response.Headers.GetValues(name).Single();

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync();
        return new Reply((int)response.StatusCode, body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body), response);
    }
}
