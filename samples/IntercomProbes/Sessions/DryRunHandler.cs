using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace IntercomProbes.Sessions;

/// <summary>Sends nothing and answers every request with plain success, so that a dry run takes the same path as a real one. Thread-safe.</summary>
internal sealed class DryRunHandler(RunMark mark) : HttpMessageHandler
{
    private int made;

    private string LastId => $"created-{made}";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        JsonObject answer = (request.Method.Method, path[(path.LastIndexOf('/') + 1)..]) switch
        {
            ("POST", "contacts") => Contact($"created-{Interlocked.Increment(ref made)}"),
            ("POST", "search") => new JsonObject { ["data"] = new JsonArray([.. Enumerable.Range(1, made).Select(number => Contact($"created-{number}"))]) },
            _ => Contact(LastId),
        };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(answer) });
    }

    private JsonObject Contact(string id) => new() { ["id"] = id, ["name"] = mark.Name, ["created_at"] = mark.Started.ToUnixTimeSeconds() };
}
