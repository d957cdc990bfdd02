using System.Net;

namespace Signup;

/// <summary>The profile page. It searches by both identifiers and lets failures through, but the first full rate-limit window loses the contact: INTERCOM2001.</summary>
public sealed class ProfileContacts(HttpClient http)
{
    public async Task SaveAsync(Person person, CancellationToken cancellationToken)
    {
        using var byKey = await http.GetAsync($"contacts/find_by_external_id/{Uri.EscapeDataString(person.AccountId)}", cancellationToken);
        if (byKey.StatusCode != HttpStatusCode.NotFound)
        {
            byKey.EnsureSuccessStatusCode();
            return;
        }

        var query = new { query = new { field = "email", @operator = "=", value = person.Email } };
        using var search = await http.PostAsJsonAsync("contacts/search", query, cancellationToken);
        search.EnsureSuccessStatusCode();
        var page = await search.Content.ReadFromJsonAsync<ContactPage>(cancellationToken);
        if (page!.Data.Count > 0) return;

        using var created = await http.PostAsJsonAsync("contacts", new { role = "user", external_id = person.AccountId, email = person.Email }, cancellationToken);
        created.EnsureSuccessStatusCode();
    }
}
