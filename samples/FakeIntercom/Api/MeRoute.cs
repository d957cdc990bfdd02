using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>Tells whose token it is.</summary>
internal static class MeRoute
{
    public static Answer Get(ApiRequest request) => Answer.Ok(new JsonObject
    {
        ["type"] = "admin",
        ["id"] = "1",
        ["app"] = new JsonObject { ["type"] = "app", ["id_code"] = request.Workspace.Options.AppId, ["name"] = "FakeIntercom" },
    });
}
