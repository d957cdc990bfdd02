namespace Signup;

/// <summary>The trial form. It knows the email only, while all other places send the account id as well: INTERCOM3001.</summary>
public sealed class TrialContacts(HttpClient http)
{
    public async Task StartAsync(string email, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("contacts", new { role = "user", email }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
