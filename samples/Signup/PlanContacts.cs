namespace Signup;

/// <summary>A change of plan. The contact was found, and the call creates one instead of updating it: INTERCOM1006.</summary>
public sealed class PlanContacts(HttpClient http, ContactSearch search)
{
    public async Task ChangeAsync(Person person, string plan, CancellationToken cancellationToken)
    {
        var found = (await search.ByAccountAsync(person.AccountId, cancellationToken)).Data.FirstOrDefault();
        if (found is null) return;

        var contact = new { role = "user", external_id = person.AccountId, email = person.Email, custom_attributes = new { plan } };
        using var response = await http.PostAsJsonAsync("contacts", contact, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
