#pragma warning disable INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001 // unsafe on purpose
using System.Net.Http.Json;

namespace SignupStorm.Writers;

/// <summary>Unsafe: creates without asking whether the contact is there.</summary>
internal sealed class BlindWriter : IContactWriter
{
    public async Task<string?> SaveAsync(HttpClient http, SignUp signUp, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("contacts", signUp.Payload, cancellationToken);
        response.EnsureSuccessStatusCode();
        return null;
    }
}
#pragma warning restore INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001
