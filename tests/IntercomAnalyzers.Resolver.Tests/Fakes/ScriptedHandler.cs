using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver.Tests;

internal delegate Task<HttpResponseMessage> Answer(ReceivedRequest request, CancellationToken cancellationToken);

/// <summary>Answers each route ("GET contacts/1") from its script, in order; the last answer repeats. An unscripted route gets 418 and shows in Requests.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Answer>> _script = new(StringComparer.Ordinal);
    private readonly List<ReceivedRequest> _requests = [];
    private readonly object _gate = new();

    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public IReadOnlyList<string> Routes => Requests.Select(request => request.Route).ToArray();

    public int Count(string route) => Routes.Count(received => received == route);

    public ScriptedHandler On(string route, params Answer[] answers)
    {
        lock (_gate)
        {
            _script[route] = new Queue<Answer>(answers);
        }

        return this;
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var received = new ReceivedRequest(
            request.Method + " " + request.RequestUri!.PathAndQuery.TrimStart('/'),
            string.IsNullOrEmpty(text) ? null : (JsonObject)JsonNode.Parse(text)!,
            request.Headers.Authorization?.ToString(),
            request.Headers.TryGetValues("Intercom-Version", out var versions) ? string.Join(",", versions) : null,
            request);
        Answer answer;
        lock (_gate)
        {
            _requests.Add(received);
            answer = !_script.TryGetValue(received.Route, out var answers) ? Answers.Status(418)
                : answers.Count > 1 ? answers.Dequeue()
                : answers.Peek();
        }

        var response = await answer(received, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
