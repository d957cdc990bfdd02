using System.Net.Http.Json;
using IntercomAnalyzers.Resolver.CallSites;

namespace SignupStorm;

/// <summary>One way to register a person. Throws when the caller sees a failure.</summary>
internal sealed record Variant(string Name, bool IsResolved, Func<HttpClient, Person, CancellationToken, Task> RegisterAsync)
{
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("create, no search", false, UnsafeAsync),
        new("search, failure = absent", false, SearchFirstAsync),
        new("resolved", true, ResolvedAsync),
    ];

#pragma warning disable INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001 // Unsafe on purpose: what the analyzer warns of, counted.
    private static async Task UnsafeAsync(HttpClient http, Person person, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", person.Payload, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task SearchFirstAsync(HttpClient http, Person person, CancellationToken cancellationToken)
    {
        var known = false;
        try
        {
            var query = new { query = new { field = "email", @operator = "=", value = person.Email } };
            using var search = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", query, cancellationToken);
            search.EnsureSuccessStatusCode();
            known = (await search.Content.ReadFromJsonAsync<Page>(cancellationToken))!.TotalCount > 0;
        }
        catch (HttpRequestException)
        {
            // "Not found, then."
        }

        if (known) return;
        using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", person.Payload, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
#pragma warning restore INTERCOM1001, INTERCOM1002, INTERCOM2001, INTERCOM3001

#pragma warning disable INTERCOM3001 // The trial form of the same traffic knows the email only.
    private static async Task ResolvedAsync(HttpClient http, Person person, CancellationToken cancellationToken)
    {
        using var response = await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", person.Payload, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
#pragma warning restore INTERCOM3001

    private sealed record Page([property: System.Text.Json.Serialization.JsonPropertyName("total_count")] int TotalCount);
}

/// <summary>Somebody who signs up; the trial form knows no account id.</summary>
internal sealed record Person(string? AccountId, string Email)
{
    public object Payload => AccountId is null ? new { role = "user", email = Email } : new { role = "user", external_id = AccountId, email = Email };
}
