using System.Text.Json.Nodes;

namespace FakeIntercom;

/// <summary>Status and body of an answer.</summary>
internal sealed record Answer(int Status, JsonObject Body)
{
    public string? Link { get; init; }

    public static Answer Ok(JsonObject body) => new(200, body);

    public static Answer Error(int status, string code, string message) => new(status, new JsonObject
    {
        ["type"] = "error.list",
        ["request_id"] = null,
        ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
    });
}
