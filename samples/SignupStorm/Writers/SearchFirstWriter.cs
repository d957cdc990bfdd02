#pragma warning disable INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001 // unsafe on purpose
using System.Net.Http.Json;
using System.Text.Json;

namespace SignupStorm.Writers;

/// <summary>Unsafe: searches first, but takes a failed search for 'not found', and trusts an index that lags.</summary>
internal sealed class SearchFirstWriter : IContactWriter
{
    public async Task<string?> SaveAsync(HttpClient http, SignUp signUp, CancellationToken cancellationToken)
    {
        if (await FindAsync(http, signUp.Email, cancellationToken) is { } known)
        {
            return known;
        }

        using HttpResponseMessage response = await http.PostAsJsonAsync("contacts", signUp.Payload, cancellationToken);
        response.EnsureSuccessStatusCode();
        return null;
    }

    private static async Task<string?> FindAsync(HttpClient http, string email, CancellationToken cancellationToken)
    {
        try
        {
            var search = new { query = new { field = "email", @operator = "=", value = email } };
            using HttpResponseMessage response = await http.PostAsJsonAsync("contacts/search", search, cancellationToken);
            response.EnsureSuccessStatusCode();
            JsonElement page = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            JsonElement[] rows = [.. page.GetProperty("data").EnumerateArray()];
            return rows.Length == 0 ? null : rows[0].GetProperty("id").GetString();
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
#pragma warning restore INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001
