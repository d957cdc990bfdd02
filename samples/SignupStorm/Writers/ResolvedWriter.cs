using System.Net.Http.Json;
using System.Text.Json;
using IntercomAnalyzers.Resolver;
using IntercomAnalyzers.Resolver.CallSites;

namespace SignupStorm.Writers;

/// <summary>The unsafe create after its fix: another method name, the same arguments.</summary>
internal sealed class ResolvedWriter : IContactWriter
{
    public async Task<string?> SaveAsync(HttpClient http, SignUp signUp, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.FindOrCreateContactAsJsonAsync("contacts", signUp.Payload, cancellationToken);
        response.EnsureSuccessStatusCode();
        JsonElement contact = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return contact.GetProperty("id").GetString();
    }
}
