namespace Signup;

/// <summary>Searches that several places share. They let every failure through.</summary>
public sealed class ContactSearch(HttpClient http)
{
    public Task<ContactPage> ByEmailAsync(string email, CancellationToken cancellationToken) => SearchAsync("email", email, cancellationToken);

    public Task<ContactPage> ByAccountAsync(string accountId, CancellationToken cancellationToken) => SearchAsync("external_id", accountId, cancellationToken);

    private async Task<ContactPage> SearchAsync(string name, string value, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("contacts/search", new { query = new { field = name, @operator = "=", value } }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<ContactPage>(cancellationToken))!;
    }
}
