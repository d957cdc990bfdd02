using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom1002Tests : CaseTests<Intercom1002Tests>, ICases
{
    public static string Id => "INTERCOM1002";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "what stands for none is a static field",
            """
            record Found(string? Id) { public static readonly Found None = new((string?)null); }
            class C(HttpClient http)
            {
                public async Task<Found> FindAsync(string id)
                {
                    try
                    {
                        using var response = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                        if (response.StatusCode == HttpStatusCode.NotFound) return Found.None;
                        response.EnsureSuccessStatusCode();
                        return new Found(await response.Content.ReadAsStringAsync());
                    }
                    catch (HttpRequestException)
                    {
                        {|INTERCOM1002:return Found.None;|}
                    }
                }
            }
            """
        },
        {
            "those whose search failed are collected with those who were not found",
            """
            class C(HttpClient http)
            {
                public async Task Import(IEnumerable<string> emails)
                {
                    var missing = new List<string>();
                    foreach (var email in emails)
                    {
                        try { if (await FindAsync(email) is null) missing.Add(email); }
                        catch (HttpRequestException) { missing.Add(email); }
                    }
                    foreach (var email in missing) await {|INTERCOM1002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                private async Task<string?> FindAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
            }
            """
        },
        {
            "a blocked task wraps the failure",
            """
            class C(HttpClient http)
            {
                public string? Find(string id)
                {
                    try
                    {
                        using var response = http.GetAsync("https://api.intercom.io/contacts/find_by_external_id/" + id).Result;
                        if (response.StatusCode == HttpStatusCode.NotFound) return null;
                        response.EnsureSuccessStatusCode();
                        return response.Content.ReadAsStringAsync().Result;
                    }
                    catch (AggregateException)
                    {
                        {|INTERCOM1002:return null;|}
                    }
                }
            }
            """
        },
        {
            "a: the catch falls through to the create",
            """
            class C(HttpClient http)
            {
                private const string Contacts = "https://api.intercom.io/contacts";
                public async Task M(string id)
                {
                    string? known = null;
                    try { known = await FindAsync(id); }
                    catch (Exception e) { Console.WriteLine(e.Message); }
                    if (known is not null) return;
                    await {|INTERCOM1002:http.PostAsJsonAsync(Contacts, new { external_id = id })|};
                }
                private async Task<string?> FindAsync(string id)
                {
                    using var response = await http.GetAsync($"{Contacts}/find_by_external_id/{id}");
                    if (response.StatusCode == HttpStatusCode.NotFound) return null;
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync();
                }
            }
            """
        },
        {
            "a: the create stands in the catch, also an upsert",
            """
            class C(HttpClient http)
            {
                public async Task Create(string email)
                {
                    try
                    {
                        await http.GetFromJsonAsync<string>($"https://api.intercom.io/contacts?email={email}");
                    }
                    catch (HttpRequestException)
                    {
                        await {|INTERCOM1002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
                    }
                }
                public async Task Upsert(string email)
                {
                    try { await http.GetFromJsonAsync<string>("https://api.intercom.io/users?email=" + email); return; }
                    catch (TaskCanceledException) { }
                    await {|INTERCOM1002:http.PostAsJsonAsync("https://api.intercom.io/users", new { email })|};
                }
            }
            """
        },
        {
            "a: any failing status leads to the create",
            """
            class C(HttpClient http)
            {
                public async Task M(string id)
                {
                    using var found = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                    if (!found.IsSuccessStatusCode)
                        await {|INTERCOM1002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id })|};
                }
            }
            """
        },
        {
            "b: null from a catch, from any failing status, false from a success flag",
            """
            class C(HttpClient http)
            {
                private const string Contacts = "https://api.intercom.io/contacts";
                public async Task<string?> FromCatch(string id)
                {
                    try { return await http.GetFromJsonAsync<string>($"{Contacts}/find_by_external_id/{id}"); }
                    catch (Exception) { {|INTERCOM1002:return null;|} }
                }
                public async Task<string?> FromStatus(string email)
                {
                    using var response = await http.PostAsJsonAsync(Contacts + "/search", new { query = new { field = "email", @operator = "=", value = email } });
                    if (!response.IsSuccessStatusCode) {|INTERCOM1002:return null;|}
                    return await response.Content.ReadAsStringAsync();
                }
                public async Task<bool> Exists(string id)
                {
                    using var response = await http.GetAsync($"{Contacts}/find_by_external_id/{id}");
                    {|INTERCOM1002:return response.IsSuccessStatusCode;|}
                }
                public async Task<List<string>> All(string email)
                {
                    try { return await http.GetFromJsonAsync<List<string>>($"{Contacts}?email={email}") ?? throw new InvalidOperationException(); }
                    catch (HttpRequestException) { {|INTERCOM1002:return [];|} }
                }
            }
            """
        },
        {
            "b: every kind of 'none', an out parameter, a task",
            """
            class C(HttpClient http)
            {
                private const string Contacts = "https://api.intercom.io/contacts";
                public async Task<IEnumerable<string>> Empty(string email)
                {
                    try { return (await http.GetFromJsonAsync<string[]>($"{Contacts}?email={email}"))!; }
                    catch (Exception) { {|INTERCOM1002:return Enumerable.Empty<string>();|} }
                }
                public async Task<string> Text(string id)
                {
                    try { return await http.GetStringAsync($"{Contacts}/find_by_external_id/{id}"); }
                    catch (HttpRequestException) { {|INTERCOM1002:return "";|} }
                }
                public async Task<string?> Default(string id)
                {
                    try { return await http.GetStringAsync($"{Contacts}/find_by_external_id/{id}"); }
                    catch { {|INTERCOM1002:return default;|} }
                }
                public bool TryFind(string id, out string? found)
                {
                    try { found = http.GetStringAsync($"{Contacts}/find_by_external_id/{id}").Result; return true; }
                    catch (Exception) { found = null; {|INTERCOM1002:return false;|} }
                }
            }
            """
        },
        {
            "b: the handler only assigns, the return hands the value on",
            """
            class C(HttpClient http)
            {
                public async Task<string?> Find(string id)
                {
                    string? found = null;
                    try { found = await http.GetFromJsonAsync<string>($"https://api.intercom.io/contacts/find_by_external_id/{id}"); }
                    catch (Exception e) { Console.Error.WriteLine(e.Message); }
                    {|INTERCOM1002:return found;|}
                }
                public async Task<string?> Arrow(string id)
                    => await Status(id) is var r && r.IsSuccessStatusCode ? await r.Content.ReadAsStringAsync() : null;
                private Task<HttpResponseMessage> Status(string id) => http.GetAsync($"https://api.eu.intercom.io/contacts/find_by_external_id/{id}");
            }
            """.Replace("=> await Status(id) is var r && r.IsSuccessStatusCode ? await r.Content.ReadAsStringAsync() : null;", "=> {|INTERCOM1002:await Status(id) is var r && r.IsSuccessStatusCode ? await r.Content.ReadAsStringAsync() : null|};", StringComparison.Ordinal)
        },
        {
            "c: the official SDK's null is taken for absence",
            """
            using Intercom.Clients;
            using Intercom.Data;
            class C(ContactsClient contacts)
            {
                public void View(string key)
                {
                    var known = contacts.View(new Contact { user_id = key });
                    if (known == null) {|INTERCOM1002:contacts.Create(new Contact { user_id = key })|};
                }
                public Contact List(string email) =>
                    contacts.List(email)?.contacts?.FirstOrDefault() ?? {|INTERCOM1002:contacts.Create(new Contact { email = email })|};
            }
            """
        },
        {
            "d: an unreadable answer is swallowed",
            """
            class C(HttpClient http)
            {
                public async Task<string?> Find(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    try { return (await response.Content.ReadFromJsonAsync<List<string>>())?.FirstOrDefault(); }
                    catch (JsonException) { {|INTERCOM1002:return null;|} }
                }
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "create first with the conflict handled, and another attempt when anything fails",
            """
            class ExistsException : Exception { }
            class C(HttpClient http)
            {
                public async Task<string> Register(string id)
                {
                    for (var attempt = 1; ; attempt++)
                    {
                        try { return await CreateOrReadAsync(id); }
                        catch (HttpRequestException) when (attempt < 4) { await Task.Delay(attempt * 1000); }
                    }
                }
                private async Task<string> CreateOrReadAsync(string id)
                {
                    try { return await CreateAsync(id); }
                    catch (ExistsException) { return await ReadAsync(id); }
                }
                private async Task<string> CreateAsync(string id)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id });
                    if (response.StatusCode == HttpStatusCode.Conflict) throw new ExistsException();
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync();
                }
                private async Task<string> ReadAsync(string id)
                {
                    using var response = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStringAsync();
                }
            }
            """
        },
        {
            "an awaited task does not wrap the failure",
            """
            class C(HttpClient http)
            {
                public async Task<string?> FindAsync(string id)
                {
                    try
                    {
                        using var response = await http.GetAsync("https://api.intercom.io/contacts/find_by_external_id/" + id);
                        if (response.StatusCode == HttpStatusCode.NotFound) return null;
                        response.EnsureSuccessStatusCode();
                        return await response.Content.ReadAsStringAsync();
                    }
                    catch (AggregateException)
                    {
                        return null;
                    }
                }
            }
            """
        },
        {
            "handlers filtered to 404, rethrow, flags that stop the create",
            """
            class C(HttpClient http)
            {
                private const string Contacts = "https://api.intercom.io/contacts";
                public async Task<string?> When(string id)
                {
                    try { return await http.GetFromJsonAsync<string>($"{Contacts}/find_by_external_id/{id}"); }
                    catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) { return null; }
                    catch (Exception e) { Console.WriteLine(e.Message); throw; }
                }
                public async Task<string?> Inside(string id)
                {
                    try { return await http.GetFromJsonAsync<string>($"{Contacts}/find_by_external_id/{id}"); }
                    catch (HttpRequestException e)
                    {
                        if (e.StatusCode != HttpStatusCode.NotFound) throw;
                        return null;
                    }
                }
                public async Task Flag(string id)
                {
                    var failed = false;
                    string? known = null;
                    try { known = await When(id); } catch (Exception) { failed = true; }
                    if (failed || known is not null) return;
                    await http.PostAsJsonAsync(Contacts, new { external_id = id });
                }
                public async Task Leaves(string id)
                {
                    try { if (await When(id) is not null) return; } catch (HttpRequestException) { return; }
                    await http.PostAsJsonAsync(Contacts, new { external_id = id });
                }
                public async Task<string?> Switch(string id)
                {
                    using var response = await http.GetAsync($"{Contacts}/find_by_external_id/{id}");
                    return response.StatusCode switch
                    {
                        HttpStatusCode.OK => await response.Content.ReadAsStringAsync(),
                        HttpStatusCode.NotFound => null,
                        var status => throw new HttpRequestException($"{status}"),
                    };
                }
            }
            """
        },
        {
            "typed failures, success flags of a whole job, results that are not the lookup's",
            """
            abstract record Lookup { public sealed record Found(string Id) : Lookup; public sealed record Absent : Lookup; public sealed record Failed : Lookup; }
            class C(HttpClient http)
            {
                private const string Contacts = "https://api.intercom.io/contacts";
                public async Task<Lookup> Find(string id)
                {
                    try
                    {
                        using var response = await http.GetAsync($"{Contacts}/find_by_external_id/{id}");
                        if (response.StatusCode == HttpStatusCode.NotFound) return new Lookup.Absent();
                        if (!response.IsSuccessStatusCode) return new Lookup.Failed();
                        return new Lookup.Found(await response.Content.ReadAsStringAsync());
                    }
                    catch (HttpRequestException) { return new Lookup.Failed(); }
                }
                public async Task<bool> Register(string id)
                {
                    try
                    {
                        if (await Find(id) is not Lookup.Absent) return true;
                        using var response = await http.PostAsJsonAsync(Contacts, new { external_id = id });
                        return response.IsSuccessStatusCode;
                    }
                    catch (Exception) { return false; }
                }
            }
            """
        },
        {
            "official SDK: null refused, 404 filtered, upsert behind null",
            """
            using Intercom.Clients;
            using Intercom.Data;
            using Intercom.Exceptions;
            class C(ContactsClient contacts, UsersClient users)
            {
                public void Create(string key)
                {
                    try { _ = contacts.View(new Contact { user_id = key }) ?? throw new InvalidOperationException("no answer"); return; }
                    catch (ApiException e) { if (e.StatusCode != 404) throw; }
                    contacts.Create(new Contact { user_id = key });
                }
                public void Upsert(string key)
                {
                    if (users.View(new User { user_id = key }) == null) users.Create(new User { user_id = key });
                }
            }
            """
        },
        {
            "null as absence where the answer was a success",
            """
            class Page { public List<string>? Data { get; set; } }
            class C(HttpClient http)
            {
                public async Task<string?> Find(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return (await response.Content.ReadFromJsonAsync<Page>())?.Data?.FirstOrDefault();
                }
                public async Task M(string email)
                {
                    if (await Find(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email });
                }
            }
            """
        },
        {
            "another vendor",
            """
            class C(HttpClient http)
            {
                public async Task<string?> Find(string email)
                {
                    try { return await http.GetFromJsonAsync<string>("https://api.brevo.com/v3/contacts/" + email + "?intercom=no"); }
                    catch (Exception) { return null; }
                }
            }
            """
        },
        {
            "a create behind a finder that is reported itself gets no report of its own",
            """
            class C(HttpClient http)
            {
                public async Task M(string id)
                {
                    if (!await Exists(id)) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id });
                }
                private async Task<bool> Exists(string id)
                {
                    using var response = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}");
                    {|INTERCOM1002:return response.IsSuccessStatusCode;|}
                }
            }
            """
        },
        {
            "the filter asks the response behind a cast",
            """
            class C
            {
                public string? Find(string key)
                {
                    var request = (HttpWebRequest)WebRequest.Create("https://api.intercom.io/contacts/find_by_external_id/" + key);
                    try { using (var response = request.GetResponse()) return response.ToString(); }
                    catch (WebException e) when ((e.Response as HttpWebResponse)?.StatusCode == HttpStatusCode.NotFound) { return null; }
                }
            }
            """
        },
        {
            "the exception that is thrown in the try is a base of the one that is caught",
            """
            class ProblemException : Exception { }
            class GoneException : ProblemException { }
            class C(HttpClient http)
            {
                public async Task A(string id)
                {
                    try
                    {
                        using var response = await http.GetAsync("https://api.intercom.io/contacts/find_by_external_id/" + id);
                        if (response.StatusCode == HttpStatusCode.NotFound) throw new GoneException();
                        if (!response.IsSuccessStatusCode) throw new ProblemException();
                    }
                    catch (GoneException)
                    {
                        await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id });
                    }
                }
            }
            """
        },
    };
}
