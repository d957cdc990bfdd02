using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom1004Tests : CaseTests<Intercom1004Tests>, ICases
{
    public static string Id => "INTERCOM1004";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "email is searched on one condition and sent on another",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, string email, bool deep)
                {
                    if (await ByKeyAsync(id) is not null) return;
                    if (deep && await ByEmailAsync(email) is not null) return;
                    await {|INTERCOM1004:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email })|};
                }
            """ + CaseSnippets.BothSearches
        },
        {
            "by email only, by key only",
            """
            class C(HttpClient http)
            {
                public async Task A(string id, string email) { if (await ByEmailAsync(email) is null) await {|INTERCOM1004:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email })|}; }
                public async Task B(string id, string email) { if (await ByKeyAsync(id) is null) await {|INTERCOM1004:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email })|}; }
            """ + CaseSnippets.BothSearches
        },
        {
            "the second search runs on one path only",
            """
            class C(HttpClient http)
            {
                public async Task A(string id, string email, bool careful)
                {
                    if (await ByKeyAsync(id) is not null) return;
                    if (careful && await ByEmailAsync(email) is not null) return;
                    await {|INTERCOM1004:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email })|};
                }
            """ + CaseSnippets.BothSearches
        },
        {
            "the email is added to the body later",
            """
            class C(HttpClient http)
            {
                public async Task A(string id, string? email)
                {
                    if (await ByKeyAsync(id) is not null) return;
                    var body = new Dictionary<string, object> { ["external_id"] = id };
                    if (email is not null) body["email"] = email;
                    await {|INTERCOM1004:http.PostAsJsonAsync("https://api.intercom.io/contacts", body)|};
                }
            """ + CaseSnippets.BothSearches
        },
        {
            "the body is a text with holes, or is put together in another method",
            """
            class C(HttpClient http)
            {
                public async Task Text(string id, string email)
                {
                    if (await ByKeyAsync(id) is not null) return;
                    var body = $"{{\"role\":\"user\",\"external_id\":\"{id}\",\"email\":\"{email}\"}}";
                    await {|INTERCOM1004:http.PostAsync("https://api.intercom.io/contacts", new StringContent(body))|};
                }
                public async Task Sum(string id, string email)
                {
                    if (await ByKeyAsync(id) is not null) return;
                    await {|INTERCOM1004:http.PostAsync("https://api.intercom.io/contacts", new StringContent("{\"external_id\":\"" + id + "\",\"email\":\"" + email + "\"}"))|};
                }
                public async Task Made(string id, string email)
                {
                    if (await ByEmailAsync(email) is not null) return;
                    await {|INTERCOM1004:http.PostAsJsonAsync("https://api.intercom.io/contacts", Describe(id, email))|};
                }
                private static Dictionary<string, object> Describe(string id, string email)
                {
                    var body = new Dictionary<string, object> { ["role"] = "user" };
                    body["external_id"] = id;
                    if (email.Length > 0) body["email"] = email;
                    return body;
                }
            """ + CaseSnippets.BothSearches
        },
        {
            "a lead that is searched by a key which the server ignores",
            """
            class C(HttpClient http)
            {
                public async Task A(string id, string email)
                {
                    if (await ByKeyAsync(id) is null) await {|INTERCOM1004:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", external_id = id, email })|};
                }
            """ + CaseSnippets.BothSearches
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "what a route by key has answered has an id",
            """
            class C(HttpClient http)
            {
                public async Task Ensure(string id, string email)
                {
                    if (await FindAsync(id, email) is not null) return;
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email });
                }
                private async Task<string?> FindAsync(string id, string email)
                {
                    using (var byKey = await http.GetAsync($"https://api.intercom.io/contacts/find_by_external_id/{id}"))
                    {
                        if (byKey.StatusCode != HttpStatusCode.NotFound)
                        {
                            byKey.EnsureSuccessStatusCode();
                            using var json = JsonDocument.Parse(await byKey.Content.ReadAsStringAsync());
                            return json.RootElement.GetProperty("id").GetString();
                        }
                    }
                    using var byEmail = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    byEmail.EnsureSuccessStatusCode();
                    return (await byEmail.Content.ReadFromJsonAsync<List<string>>())!.FirstOrDefault();
                }
            }
            """
        },
        {
            "email is searched and sent only where there is one",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, string? email)
                {
                    if (await ByKeyAsync(id) is not null) return;
                    if (email is not null && await ByEmailAsync(email) is not null) return;
                    var contact = new Dictionary<string, object> { ["role"] = "user", ["external_id"] = id };
                    if (email is not null) contact["email"] = email;
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", contact);
                }
            """ + CaseSnippets.BothSearches
        },
        {
            "an email that is null is not sent",
            """
            class C(HttpClient http)
            {
                public async Task M(string id, string? email)
                {
                    var known = await ByKeyAsync(id);
                    if (known is null && !string.IsNullOrEmpty(email)) known = await ByEmailAsync(email);
                    if (known is not null) return;
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id, email });
                }
            """ + CaseSnippets.BothSearches
        },
        {
            "both, one after the other and in one query",
            """
            class C(HttpClient http)
            {
                public async Task A(string id, string email) { if (await ByKeyAsync(id) is null && await ByEmailAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email }); }
                public async Task B(string id, string email)
                {
                    var filters = new[] { new { field = "external_id", @operator = "=", value = id }, new { field = "email", @operator = "=", value = email } };
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { @operator = "OR", value = filters } });
                    response.EnsureSuccessStatusCode();
                    if ((await response.Content.ReadFromJsonAsync<List<string>>())!.Count == 0) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                }
            """ + CaseSnippets.BothSearches
        },
        {
            "one identifier sent",
            """
            class C(HttpClient http)
            {
                public async Task A(string id) { if (await ByKeyAsync(id) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id }); }
            """ + CaseSnippets.BothSearches
        },
        {
            "a lead: its external_id is ignored",
            """
            class C(HttpClient http)
            {
                public async Task A(string id, string email) { if (await ByEmailAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", external_id = id, email }); }
            """ + CaseSnippets.BothSearches
        },
        {
            "a query that cannot be read, a bulk create",
            """
            class C(HttpClient http)
            {
                public async Task A(string id, string email, object query)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", query);
                    response.EnsureSuccessStatusCode();
                    if ((await response.Content.ReadFromJsonAsync<List<string>>())!.Count == 0) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id, email });
                }
                public async Task B(string id, string email) { if (await ByKeyAsync(id) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts/bulk", new[] { new { external_id = id, email } }); }
            """ + CaseSnippets.BothSearches
        },
        {
            "a lead that is searched by email, a member that is never sent",
            """
            class Payload
            {
                [System.Text.Json.Serialization.JsonPropertyName("external_id")] public string Key { get; set; } = "";
                [System.Text.Json.Serialization.JsonIgnore] public string? Email { get; set; }
                [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] public string? Name { get; set; }
            }
            class C(HttpClient http)
            {
                public async Task Lead(string id, string email)
                {
                    if (await ByEmailAsync(email) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", external_id = id, email });
                }
                public async Task Ignored(string id, string email)
                {
                    if (await ByKeyAsync(id) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new Payload { Key = id, Email = email });
                }
                public async Task Made(string id, string email)
                {
                    if (await ByKeyAsync(id) is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", Describe(id, email));
                }
                private static Dictionary<string, object> Describe(string id, string email)
                {
                    var body = new Dictionary<string, object> { ["role"] = "user", ["external_id"] = id };
                    body["name"] = email;
                    return body;
                }
            """ + CaseSnippets.BothSearches
        },
    };
}
