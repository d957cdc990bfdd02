namespace Signup;

/// <summary>The import of old accounts. It searches and logs what it found, and creates in any case: INTERCOM1003.</summary>
public sealed class ImportContacts(HttpClient http, ContactSearch search, ILogger<ImportContacts> logger)
{
    public async Task ImportAsync(Person person, CancellationToken cancellationToken)
    {
        var byAccount = await search.ByAccountAsync(person.AccountId, cancellationToken);
        var byEmail = await search.ByEmailAsync(person.Email, cancellationToken);
        logger.LogInformation("Account {Account}: {ByAccount} by account, {ByEmail} by email", person.AccountId, byAccount.Data.Count, byEmail.Data.Count);

        using var created = await http.PostAsJsonAsync("contacts", new { role = "user", external_id = person.AccountId, email = person.Email }, cancellationToken);
        created.EnsureSuccessStatusCode();
    }
}
