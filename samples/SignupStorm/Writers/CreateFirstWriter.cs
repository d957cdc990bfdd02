#pragma warning disable INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001 // unsafe on purpose
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SignupStorm.Writers;

/// <summary>Unsafe: creates, and takes the contact that a conflict names. Leads, and users whose identifiers differ from call to call, never conflict.</summary>
internal sealed partial class CreateFirstWriter : IContactWriter
{
    public async Task<string?> SaveAsync(HttpClient http, SignUp signUp, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("contacts", signUp.Payload, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict
            && ExistingId().Match(await response.Content.ReadAsStringAsync(cancellationToken)) is { Success: true } existing)
        {
            return existing.Groups[1].Value;
        }

        response.EnsureSuccessStatusCode();
        JsonElement contact = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return contact.GetProperty("id").GetString();
    }

    [GeneratedRegex(@"\bid=([0-9A-Za-z]+)")]
    private static partial Regex ExistingId();
}
#pragma warning restore INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001
