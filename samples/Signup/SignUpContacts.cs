namespace Signup;

/// <summary>The sign-up form. It creates a contact and asks nobody whether there is one: INTERCOM1001.</summary>
public sealed class SignUpContacts(HttpClient http, ILogger<SignUpContacts> logger)
{
    public async Task RegisterAsync(Person person, CancellationToken cancellationToken)
    {
        var contact = new { role = "user", external_id = person.AccountId, email = person.Email, name = person.Name };
        using var response = await http.PostAsJsonAsync("contacts", contact, cancellationToken);
        response.EnsureSuccessStatusCode();
        logger.LogInformation("Account {Account} is known to Intercom", person.AccountId);
    }
}
