using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>What a handler answers. A <see langword="null"/> body is an empty one.</summary>
internal sealed record Answer(int Status, JsonNode? Body, string? Link = null)
{
    public static Answer Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    public static Answer Error(int status, string code, string message, string requestId, string? canonical = null) => new(
        status,
        new JsonObject
        {
            ["type"] = "error.list",
            ["request_id"] = requestId,
            ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        },
        canonical is null ? null : $"<{canonical}>; rel=\"canonical\"");
}
