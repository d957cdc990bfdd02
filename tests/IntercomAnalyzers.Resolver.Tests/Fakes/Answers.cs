using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>Answers in the words of the API.</summary>
internal static class Answers
{
    public static Answer NotFound { get; } = Error(404, "not_found", "User Not Found");

    public static Answer Refused { get; } = (_, _) => throw new HttpRequestException("Connection refused", new SocketException((int)SocketError.ConnectionRefused));

    public static Answer None { get; } = Search();

    public static Answer Json(int status, string json, params (string Name, string Value)[] headers) => (_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return Task.FromResult(response);
    };

    public static Answer Status(int status) => (_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status));

    public static Answer Error(int status, string code, string message) =>
        Json(status, new JsonObject { ["type"] = "error.list", ["request_id"] = "req-" + code, ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) }.ToJsonString());

    public static Answer Conflict(string id) => Error(409, "conflict", "A contact matching those details already exists with id=" + id);

    public static Answer ArchivedConflict(string id) => Error(409, "conflict", "An archived contact matching those details already exists with id=" + id);

    public static Answer Contact(string id, string role = "user", string? externalId = null, string? email = null, long createdAt = 1700000000) =>
        Json(200, ContactJson(id, role, externalId, email, createdAt));

    public static string ContactJson(string id, string role = "user", string? externalId = null, string? email = null, long createdAt = 1700000000) => new JsonObject
    {
        ["type"] = "contact",
        ["id"] = id,
        ["role"] = role,
        ["external_id"] = externalId,
        ["email"] = email,
        ["created_at"] = createdAt,
    }.ToJsonString();

    /// <summary>Search rows hold an old email on purpose: only a re-read may count.</summary>
    public static Answer Search(params string[] ids) => Json(200, SearchJson(ids));

    public static string SearchJson(params string[] ids) => new JsonObject
    {
        ["type"] = "list",
        ["data"] = new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id, ["role"] = "user", ["email"] = "stale@example.com" })]),
        ["total_count"] = ids.Length,
        ["pages"] = new JsonObject { ["next"] = null },
    }.ToJsonString();

    /// <summary>The contact as created from the request's own body.</summary>
    public static Answer Created(string id) => (request, _) =>
    {
        var contact = (JsonObject)request.Body!.DeepClone();
        contact["id"] = id;
        contact["type"] = "contact";
        return Json(200, contact.ToJsonString())(request, default);
    };

    /// <summary>Lets the clock pass the limit of the attempt, then waits for the cancellation that follows.</summary>
    public static Answer Hang(InstantTimeProvider time, TimeSpan? passes = null) => async (_, cancellationToken) =>
    {
        time.Advance(passes ?? TimeSpan.FromSeconds(21));
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("unreachable");
    };
}
