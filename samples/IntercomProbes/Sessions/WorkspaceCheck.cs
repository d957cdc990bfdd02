using System.Text.Json;

namespace IntercomProbes.Sessions;

/// <summary>Makes sure that the token belongs to the workspace that the person named.</summary>
internal static class WorkspaceCheck
{
    public const string Path = "me";

    /// <exception cref="ProbeFailedException">It does not, or nobody can tell.</exception>
    public static async Task RunAsync(HttpClient http, string workspace, CancellationToken cancellationToken)
    {
        Reply me = await new IntercomApi(http, _ => { }).SendAsync(HttpMethod.Get, Path, null, cancellationToken);
        if (me.Status != 200)
        {
            throw new ProbeFailedException($"GET /{Path} answered {me.Describe()}, so the token's workspace is not known.");
        }

        string? actual = me.Body.ValueKind == JsonValueKind.Object
            && me.Body.TryGetProperty("app", out JsonElement app)
            && app.ValueKind == JsonValueKind.Object
            && app.TryGetProperty("id_code", out JsonElement id)
                ? id.ToString()
                : null;
        if (!string.Equals(actual, workspace, StringComparison.Ordinal))
        {
            throw new ProbeFailedException($"the token belongs to the workspace '{actual}', and --workspace says '{workspace}'.");
        }
    }
}
