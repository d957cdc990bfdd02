namespace Signup;

/// <summary>The contact form. Exactly one match is used; several are treated like none: INTERCOM1007.</summary>
public sealed class SupportContacts(HttpClient http, ContactSearch search)
{
    public async Task<string?> ContactAsync(string email, CancellationToken cancellationToken)
    {
        var page = await search.ByEmailAsync(email, cancellationToken);
        if (page.Data.Count == 1) return page.Data[0].Id;

        using var created = await http.PostAsJsonAsync("contacts", new { role = "lead", email }, cancellationToken);
        created.EnsureSuccessStatusCode();
        return (await created.Content.ReadFromJsonAsync<ContactRow>(cancellationToken))?.Id;
    }
}
