#pragma warning disable INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001 // unsafe on purpose
using System.Net.Http.Json;
using System.Text.Json;

namespace SignupStorm.Writers;

/// <summary>Unsafe: trusts the upsert of API 1.x, which takes a user with another user_id for another person.</summary>
internal sealed class UpsertWriter : IContactWriter
{
    public async Task<string?> SaveAsync(HttpClient http, SignUp signUp, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "users") { Content = JsonContent.Create(signUp.LegacyPayload) };
        request.Headers.Add("Intercom-Version", "1.4");
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        JsonElement user = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return user.GetProperty("id").GetString();
    }
}
#pragma warning restore INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001
