namespace Signup;

/// <summary>The checkout. It searches, but an outage counts as 'not found': INTERCOM1002.</summary>
public sealed class CheckoutContacts(HttpClient http, ILogger<CheckoutContacts> logger)
{
    public async Task<string?> EnsureAsync(Person person, CancellationToken cancellationToken)
    {
        string? known = null;
        try
        {
            known = await FindAsync(person, cancellationToken);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The search for account {Account} failed", person.AccountId);
        }

        if (known is not null) return known;

        var contact = new { role = "user", external_id = person.AccountId, email = person.Email };
        using var response = await http.PostAsJsonAsync("contacts", contact, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ContactRow>(cancellationToken))?.Id;
    }

    private async Task<string?> FindAsync(Person person, CancellationToken cancellationToken)
    {
        var filters = new[]
        {
            new { field = "external_id", @operator = "=", value = person.AccountId },
            new { field = "email", @operator = "=", value = person.Email },
        };
        using var response = await http.PostAsJsonAsync("contacts/search", new { query = new { @operator = "OR", value = filters } }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var page = await response.Content.ReadFromJsonAsync<ContactPage>(cancellationToken);
        return page!.Data.FirstOrDefault()?.Id;
    }
}
