using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Polly;

namespace IntercomProbes.Sessions;

/// <summary>Sends requests and keeps what was sent and answered. Thread-safe.</summary>
internal sealed class IntercomApi(HttpClient http, Action<Exchange> record)
{
    private static readonly ResiliencePipeline<HttpResponseMessage> WaitForWindow = RateLimitPipeline.Create();

    /// <param name="handler">What sends; disposed with the client.</param>
    /// <param name="baseAddress">The root of the API.</param>
    /// <param name="token">The access token.</param>
    /// <param name="version">The <c>Intercom-Version</c> to ask for.</param>
    public static HttpClient CreateClient(HttpMessageHandler handler, Uri baseAddress, string token, string version)
    {
        HttpClient http = new(handler) { BaseAddress = baseAddress, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.Add("Intercom-Version", version);
        return http;
    }

    /// <exception cref="ProbeFailedException">No answer came.</exception>
    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken, bool waitForWindow = true)
    {
        string? json = body is null ? null : JsonSerializer.Serialize(body);
        try
        {
            using HttpResponseMessage response = waitForWindow
                ? await WaitForWindow.ExecuteAsync(async token => await SendOnceAsync(method, path, body, token), cancellationToken)
                : await SendOnceAsync(method, path, body, cancellationToken);
            Reply reply = new((int)response.StatusCode, await ReadAsync(response, cancellationToken), response.Headers);
            record(new Exchange(method.Method, $"/{path}", json, reply.Describe()));
            return reply;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            record(new Exchange(method.Method, $"/{path}", json, "no answer"));
            throw new ProbeFailedException($"{method} /{path} got no answer: {error.Message}", error);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await http.SendAsync(request, cancellationToken);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
