using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading.Tasks;

namespace Consumer;

public sealed record Row(string Id);

public sealed record Page(List<Row> Data);

public sealed class Contacts
{
    private readonly HttpClient _http;

    public Contacts()
    {
        _http = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("INTERCOM_BASE_ADDRESS") ?? "https://api.intercom.io") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("INTERCOM_TOKEN"));
    }

    // INTERCOM1001, INTERCOM2001, INTERCOM3001
    public async Task TrialAsync(string email)
    {
        using var response = await _http.PostAsJsonAsync("contacts", new { role = "user", email });
        response.EnsureSuccessStatusCode();
    }

    // INTERCOM1001, INTERCOM2001
    public async Task SignUpAsync(string id, string email)
    {
        using var response = await _http.PostAsJsonAsync("contacts", new { role = "user", external_id = id, email });
        response.EnsureSuccessStatusCode();
    }

    // INTERCOM1002, INTERCOM2001
    public async Task CheckoutAsync(string id, string email)
    {
        var known = false;
        try
        {
            using var search = await _http.PostAsJsonAsync("contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
            search.EnsureSuccessStatusCode();
            known = (await search.Content.ReadFromJsonAsync<Page>())!.Data.Count > 0;
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine(e.Message);
        }

        if (known) return;
        using var response = await _http.PostAsJsonAsync("contacts", new { role = "user", external_id = id, email });
        response.EnsureSuccessStatusCode();
    }

    // INTERCOM2001
    public async Task ProfileAsync(string id, string email)
    {
        using var found = await _http.GetAsync($"contacts/find_by_external_id/{Uri.EscapeDataString(id)}");
        if (found.StatusCode != HttpStatusCode.NotFound)
        {
            found.EnsureSuccessStatusCode();
            return;
        }

        using var response = await _http.PostAsJsonAsync("contacts", new { role = "user", external_id = id, email });
        response.EnsureSuccessStatusCode();
    }
}

public static class Program
{
    public static async Task Main(string[] args)
    {
        var contacts = new Contacts();
        for (var i = 0; i < int.Parse(args[0]); i++)
        {
            var (id, email) = ($"account-{i}", $"person{i}@example.com");
            await Try(() => contacts.TrialAsync(email));
            await Task.WhenAll(Try(() => contacts.SignUpAsync(id, email)), Try(() => contacts.SignUpAsync(id, email)));
            await Try(() => contacts.CheckoutAsync(id, email));
            await Try(() => contacts.ProfileAsync(id, email));
        }
    }

    private static async Task Try(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (HttpRequestException)
        {
            // A refused step: what counts is what is in the workspace afterwards.
        }
    }
}
