using Microsoft.Extensions.Caching.Memory;

namespace Signup;

/// <summary>Every visit of the app. A miss in the local cache counts as 'does not exist': INTERCOM1005.</summary>
public sealed class VisitContacts(HttpClient http, IMemoryCache cache)
{
    public async Task<string?> TouchAsync(Person person, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue($"contact:{person.AccountId}", out string? known)) return known;

        using var created = await http.PostAsJsonAsync("contacts", new { role = "user", external_id = person.AccountId, email = person.Email }, cancellationToken);
        created.EnsureSuccessStatusCode();
        var id = (await created.Content.ReadFromJsonAsync<ContactRow>(cancellationToken))?.Id;
        return cache.Set($"contact:{person.AccountId}", id);
    }
}
