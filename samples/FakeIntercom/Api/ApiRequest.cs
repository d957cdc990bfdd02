using System.Text;
using System.Text.Json;

namespace FakeIntercom.Api;

/// <summary>A request with what its handler needs.</summary>
internal sealed class ApiRequest(HttpContext http, Workspace workspace, ApiVersion? version, string body)
{
    private JsonElement? json;

    public Workspace Workspace { get; } = workspace;

    /// <summary>The version header; <see langword="null"/> when absent.</summary>
    public ApiVersion? Version { get; } = version;

    public string Body { get; } = body;

    public bool EscapeIdentity => Workspace.Options.EscapeIdentity && Query("escape_identity") != "false";

    /// <summary>The body as a JSON object; an empty body is an empty object.</summary>
    /// <exception cref="ApiErrorException">The body is no JSON object.</exception>
    public JsonElement Json
    {
        get
        {
            if (json is null)
            {
                try
                {
                    using JsonDocument document = JsonDocument.Parse(Body.Length == 0 ? "{}" : Body);
                    json = document.RootElement.Clone();
                }
                catch (JsonException)
                {
                    throw ApiErrorException.InvalidParameter("The request body is not valid JSON");
                }
            }

            return json.Value.ValueKind == JsonValueKind.Object ? json.Value : throw ApiErrorException.InvalidParameter("The request body is not a JSON object");
        }
    }

    public string RouteValue(string name) => (string)http.Request.RouteValues[name]!;

    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public static async Task<string> ReadBodyAsync(HttpContext http)
    {
        using StreamReader reader = new(http.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(http.RequestAborted);
    }
}
