using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakeIntercom;

/// <summary>
/// A server on 127.0.0.1 that keeps contacts by Intercom's rules: uniqueness, conflict messages, search lag, rate-limit answers, and faults on demand. For tests and samples.
/// </summary>
public sealed class FakeIntercomServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly FakeIntercomOptions options;
    private long requestNumber;

    private FakeIntercomServer(WebApplication app, FakeIntercomOptions options)
    {
        this.app = app;
        this.options = options;
        Workspace = new Workspace(options);
    }

    /// <summary>The address to use in place of Intercom's; ends with a slash.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    public Workspace Workspace { get; }

    /// <summary>Starts a server.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<FakeIntercomServer> StartAsync(FakeIntercomOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new FakeIntercomOptions();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port.ToString(CultureInfo.InvariantCulture)}");
        var app = builder.Build();
        var server = new FakeIntercomServer(app, options);
        server.Map();
        await app.StartAsync(cancellationToken);
        server.BaseAddress = new Uri(app.Urls.First().TrimEnd('/') + "/");
        return server;
    }

    /// <summary>Completes when the server is shut down from outside (Ctrl+C).</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private void Map()
    {
        app.MapGet("/_fake/duplicates", () => Results.Json(new { contacts = Workspace.Contacts.Count(c => c.IsLive), duplicates = Workspace.DuplicateCount(), requests = Workspace.Requests.Count }));
        app.MapPost("/_fake/reset", Workspace.Reset);
        app.MapPost("/contacts", (HttpContext http) => AnswerAsync(http, body => IsLegacy(http) ? Workspace.CreateLegacyLead(body) : Workspace.Create(body)));
        app.MapPost("/contacts/search", (HttpContext http) => AnswerAsync(http, Workspace.Search));
        app.MapGet("/contacts/find_by_external_id/{id}", (HttpContext http, string id) => AnswerAsync(http, _ => Workspace.FindByExternalId(id)));
        app.MapGet("/contacts", (HttpContext http, string? email) => AnswerAsync(http, _ => IsLegacy(http) ? Workspace.LegacyFind("lead", null, email) : Workspace.Search(All)));
        app.MapPost("/contacts/merge", (HttpContext http) => AnswerAsync(http, body => Workspace.Merge((string?)body["from"], (string?)body["into"])));
        app.MapGet("/contacts/{id}", (HttpContext http, string id) => AnswerAsync(http, _ => Workspace.Get(id)));
        app.MapPut("/contacts/{id}", (HttpContext http, string id) => AnswerAsync(http, body => Workspace.Update(id, body)));
        app.MapDelete("/contacts/{id}", (HttpContext http, string id) => AnswerAsync(http, _ => Workspace.Delete(id)));
        app.MapPost("/contacts/{id}/archive", (HttpContext http, string id) => AnswerAsync(http, _ => Workspace.Archive(id, true)));
        app.MapPost("/contacts/{id}/unarchive", (HttpContext http, string id) => AnswerAsync(http, _ => Workspace.Archive(id, false)));
        app.MapPost("/users", (HttpContext http) => AnswerAsync(http, Workspace.Upsert));
        app.MapGet("/users", (HttpContext http, string? user_id, string? email) => AnswerAsync(http, _ => Workspace.LegacyFind("user", user_id, email)));
        app.MapGet("/users/{id}", (HttpContext http, string id) => AnswerAsync(http, _ => Workspace.LegacyGet(id)));
        app.MapPost("/events", (HttpContext http) => AnswerAsync(http, _ => new Answer(202, [])));
    }

    private static JsonObject All => new() { ["query"] = new JsonObject { ["field"] = "id", ["operator"] = "!=", ["value"] = "" } };

    // The SDK of the 1.x API sends no header: it calls with a user agent of its own, which the stand-in marks.
    private static bool IsLegacy(HttpContext http) => http.Request.Headers["Intercom-Version"].ToString().StartsWith("1.", StringComparison.Ordinal);

    private async Task AnswerAsync(HttpContext http, Func<JsonObject, Answer> act)
    {
        var fault = options.Faults.Next();
        if (fault == Fault.Slow) await Task.Delay(options.Faults.Delay, options.Time, http.RequestAborted);
        if (fault == Fault.Refused)
        {
            Cut(http);
            return;
        }

        var id = $"fake-{Interlocked.Increment(ref requestNumber)}";
        http.Response.Headers["X-Request-Id"] = id;
        if (http.Request.Headers.Authorization.ToString() != "Bearer " + options.AccessToken)
        {
            await SendAsync(http, Answer.Error(401, "unauthorized", "Access Token Invalid"), id);
            return;
        }

        var reset = options.Time.GetUtcNow() + options.Faults.ResetAfter;
        http.Response.Headers["X-RateLimit-Limit"] = "1666";
        http.Response.Headers["X-RateLimit-Remaining"] = fault == Fault.RateLimited ? "0" : "1665";
        http.Response.Headers["X-RateLimit-Reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        switch (fault)
        {
            case Fault.RateLimited:
                await SendAsync(http, Answer.Error(429, "rate_limit_exceeded", "Exceeded rate limit of 1666 in 10_seconds"), id);
                return;
            case Fault.ServerError:
                await SendAsync(http, Answer.Error(500, "server_error", "Server Error"), id);
                return;
            case Fault.NoData:
                await SendAsync(http, Answer.Ok(new JsonObject { ["type"] = "list" }), id);
                return;
        }

        JsonObject body = [];
        if (http.Request.ContentLength is not 0 && http.Request.Method is "POST" or "PUT")
        {
            try
            {
                body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject ?? [];
            }
            catch (JsonException)
            {
                await SendAsync(http, Answer.Error(400, "bad_request", "bad 'Content-Type/charset' header or malformed JSON"), id);
                return;
            }
        }

        var answer = act(body);
        switch (fault)
        {
            case Fault.ServerErrorAfterWrite:
                await SendAsync(http, Answer.Error(500, "server_error", "Server Error"), id);
                break;
            case Fault.LostAnswer:
                Cut(http);
                break;
            case Fault.TruncatedJson:
                Workspace.Record(new ReceivedRequest(http.Request.Method, PathAndQuery(http), 200));
                http.Response.ContentType = "application/json";
                await http.Response.WriteAsync(answer.Body.ToJsonString()[..8]);
                break;
            default:
                await SendAsync(http, answer, id);
                break;
        }
    }

    private async Task SendAsync(HttpContext http, Answer answer, string requestId)
    {
        Workspace.Record(new ReceivedRequest(http.Request.Method, PathAndQuery(http), answer.Status));
        http.Response.StatusCode = answer.Status;
        if (answer.Link is { } link) http.Response.Headers.Link = link;
        if (answer.Body.ContainsKey("request_id")) answer.Body["request_id"] = requestId;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body.ToJsonString());
    }

    private void Cut(HttpContext http)
    {
        Workspace.Record(new ReceivedRequest(http.Request.Method, PathAndQuery(http), 0));
        http.Abort();
    }

    private static string PathAndQuery(HttpContext http) => http.Request.Path + http.Request.QueryString;
}
