namespace Signup;

/// <summary>The invitation of a colleague. It sends account id and email, and searches by the email only: INTERCOM1004.</summary>
public sealed class InviteContacts(HttpClient http, ContactSearch search)
{
    public async Task InviteAsync(Person person, CancellationToken cancellationToken)
    {
        if ((await search.ByEmailAsync(person.Email, cancellationToken)).Data.Count > 0) return;

        using var created = await http.PostAsJsonAsync("contacts", new { role = "user", external_id = person.AccountId, email = person.Email }, cancellationToken);
        created.EnsureSuccessStatusCode();
    }
}
