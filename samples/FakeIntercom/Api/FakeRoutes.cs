using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>The routes that look at the fake from outside. They need no token and never fail on purpose.</summary>
internal static class FakeRoutes
{
    public static void Map(WebApplication app, Workspace workspace)
    {
        app.MapMethods("/_fake/duplicates", [HttpMethods.Get], http => SendAsync(http, new JsonObject
        {
            ["contacts"] = workspace.LiveContacts.Count,
            ["duplicates"] = workspace.DuplicateCount(),
        }));
        app.MapMethods("/_fake/requests", [HttpMethods.Get], http => SendAsync(http, new JsonArray([.. workspace.Requests.Select(Request)])));
        app.MapMethods("/_fake/reset", [HttpMethods.Post], http =>
        {
            workspace.Reset();
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private static JsonObject Request(ReceivedRequest request) => new()
    {
        ["method"] = request.Method,
        ["path"] = request.PathAndQuery,
        ["status"] = request.Status,
        ["fault"] = request.Fault?.ToString(),
        ["request_id"] = request.RequestId,
    };

    private static async Task SendAsync(HttpContext http, JsonNode body)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(ApiJson.Serialize(body), http.RequestAborted);
    }
}
