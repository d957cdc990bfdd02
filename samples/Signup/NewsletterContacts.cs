namespace Signup;

/// <summary>The newsletter. It searches once, and then tries the create again and again: INTERCOM2002.</summary>
public sealed class NewsletterContacts(HttpClient http, ContactSearch search)
{
    public async Task SubscribeAsync(string email, CancellationToken cancellationToken)
    {
        if ((await search.ByEmailAsync(email, cancellationToken)).Data.Count > 0) return;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var created = await http.PostAsJsonAsync("contacts", new { role = "lead", email }, cancellationToken);
                created.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (attempt < 4)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 << attempt), cancellationToken);
            }
        }
    }
}
