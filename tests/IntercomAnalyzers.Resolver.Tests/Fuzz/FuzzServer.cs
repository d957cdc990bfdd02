using System.Net;
using System.Text.Json;

namespace IntercomAnalyzers.Resolver.Tests.Fuzz;

/// <summary>Answers by script, and judges every create by the lookups that its own resolution made before it.</summary>
internal sealed class FuzzServer(FuzzScenario scenario, string token, InstantTimeProvider time) : HttpMessageHandler
{
    private const int MostRequests = 400;

    private readonly AsyncLocal<Flight?> _flight = new();
    private int _answered;

    /// <summary>What must not have happened.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Starts the record of one resolution; <paramref name="cancel"/> cancels its caller.</summary>
    public void Begin(string? externalId, string? email, Action cancel) => _flight.Value = new Flight(externalId, email, cancel);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var flight = _flight.Value!;
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var route = request.Method + " " + request.RequestUri!.PathAndQuery.TrimStart('/');
        FuzzReply reply;
        lock (Violations)
        {
            reply = scenario.Replies[_answered++ % scenario.Replies.Count];
            if (++flight.Requests == MostRequests)
            {
                Violations.Add("A resolution sent " + MostRequests + " requests.");
                flight.Cancel();
            }

            if (IsCreate(route, body))
            {
                Violations.AddRange(flight.Lookups.Where(lookup => !lookup.Value).Select(lookup => $"{route} after {lookup.Key[..Math.Min(80, lookup.Key.Length)]}, which proved nothing"));
                if (!flight.LookedUp)
                {
                    Violations.Add(route + " without a lookup for every identifier");
                }
            }
        }

        var answer = await AnswerAsync(reply, route, flight, cancellationToken);
        if (IsLookup(route))
        {
            lock (Violations)
            {
                flight.Lookups[route + body] = Proves(answer, route);
                flight.Note(route, body);
            }
        }

        return answer ?? throw (reply.Ending == Ending.Broken ? new IOException("The connection was cut.") : new HttpRequestException("The connection was refused."));
    }

    private async Task<HttpResponseMessage?> AnswerAsync(FuzzReply reply, string route, Flight flight, CancellationToken cancellationToken)
    {
        switch (reply.Ending)
        {
            case Ending.Refused or Ending.Broken:
                return null;
            case Ending.Hanging:
                time.Advance(TimeSpan.FromSeconds(21));
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case Ending.CallerCancels:
                flight.Cancel();
                break;
        }

        var status = reply.Status == 0 ? FuzzBodies.StatusOf(reply) : reply.Status;
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(FuzzBodies.Write(reply, route, text => Fill(text, flight))) };
        foreach (var (name, value) in reply.Headers)
        {
            var text = Fill(value, flight);
            _ = response.Headers.TryAddWithoutValidation(name, text) || response.Content.Headers.TryAddWithoutValidation(name, text);
        }

        return response;
    }

    // A server echoes what this resolution gave it; an id of another one is a word like any other.
    private string Fill(string text, Flight flight) => text
        .Replace("{email}", Json(flight.Email ?? "nobody@example.com"), StringComparison.Ordinal)
        .Replace("{ext}", flight.ExternalId is null or { Length: > 1000 } ? "another" : Json(flight.ExternalId.Replace("\ud800", "?", StringComparison.Ordinal).Trim()), StringComparison.Ordinal)
        .Replace("{token}", token, StringComparison.Ordinal);

    private static string Json(string text) => JsonEncodedText.Encode(text).ToString();

    private static bool IsLookup(string route) => route.StartsWith("GET ", StringComparison.Ordinal) || route == "POST contacts/search";

    private static bool IsCreate(string route, string body)
    {
        if (route is not ("POST contacts" or "POST users"))
        {
            return false;
        }

        using var json = JsonDocument.Parse(body);
        return !json.RootElement.TryGetProperty("id", out _);
    }

    /// <summary>Written without the resolver's own reader: an answer proves something only when it is well-formed.</summary>
    private static bool Proves(HttpResponseMessage? answer, string route)
    {
        if (answer is null)
        {
            return false;
        }

        if (answer.StatusCode == HttpStatusCode.Gone)
        {
            // Its header names another contact, whose own answer counts.
            return true;
        }

        try
        {
            using var json = JsonDocument.Parse(answer.Content.ReadAsByteArrayAsync().Result);
            var body = json.RootElement;
            return (int)answer.StatusCode switch
            {
                >= 200 and < 300 when route == "POST contacts/search" => body.GetProperty("data").ValueKind == JsonValueKind.Array,
                >= 200 and < 300 => body.ValueKind == JsonValueKind.Object && (body.TryGetProperty("id", out _) || body.TryGetProperty("users", out _) || body.TryGetProperty("data", out _)),
                404 => body.GetProperty("errors").EnumerateArray().Any(error => error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.String or JsonValueKind.Number),
                _ => false,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }

    private sealed class Flight(string? externalId, string? email, Action cancel)
    {
        private bool _byKey = externalId is null;
        private bool _byEmail = email is null;

        public string? ExternalId { get; } = externalId;

        public string? Email { get; } = email;

        public Dictionary<string, bool> Lookups { get; } = new(StringComparer.Ordinal);

        public int Requests { get; set; }

        public bool LookedUp => _byKey && _byEmail;

        public Action Cancel { get; } = cancel;

        public void Note(string route, string body)
        {
            _byKey |= route.Contains("find_by_external_id", StringComparison.Ordinal) || route.Contains("user_id=", StringComparison.Ordinal) || body.Contains("external_id", StringComparison.Ordinal);
            _byEmail |= route.Contains("email=", StringComparison.Ordinal) || body.Contains("\"email\"", StringComparison.Ordinal);
        }
    }
}
