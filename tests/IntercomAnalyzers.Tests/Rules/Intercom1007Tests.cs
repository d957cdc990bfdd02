using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom1007Tests : CaseTests<Intercom1007Tests>, ICases
{
    public static string Id => "INTERCOM1007";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "the length of a raw array",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    using var page = await PageAsync(email);
                    if (page.RootElement.GetProperty("data").GetArrayLength() == 1) return;
                    await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                private async Task<System.Text.Json.JsonDocument> PageAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                }
            }
            """
        },
        {
            "the total of a raw answer",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    using var page = await PageAsync(email);
                    if (page.RootElement.GetProperty("total_count").GetInt32() == 1) return;
                    await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
                private async Task<System.Text.Json.JsonDocument> PageAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                }
            }
            """
        },
        {
            "tests for exactly one",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { var page = await PageAsync(email); if (page.Data.Count != 1) await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public async Task B(string email) { var page = await PageAsync(email); if (page.TotalCount == 1) return; await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public async Task D(string email) { if ((await PageAsync(email)).Data is [var only]) return; await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public async Task E(string email) { switch ((await PageAsync(email)).Data.Count) { case 1: return; default: await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; break; } }
            """ + CaseSnippets.PageSearch
        },
        {
            "single or default whose complaint is swallowed",
            """
            class C(HttpClient http)
            {
                public async Task A(string email)
                {
                    string? known = null;
                    try { known = (await PageAsync(email)).Data.SingleOrDefault(); }
                    catch (InvalidOperationException) { }
                    if (known is null) await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                }
            """ + CaseSnippets.PageSearch
        },
        {
            "a finder that answers none for several",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { if (await OnlyAsync(email) is null) await {|INTERCOM1007:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                private async Task<string?> OnlyAsync(string email) { var page = await PageAsync(email); return page.Data.Count == 1 ? page.Data[0] : null; }
            """ + CaseSnippets.PageSearch
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "the answer is an object of a closed set of types that runs one of three delegates",
            """
            abstract class Hits
            {
                public abstract Task Match(Func<string, Task> one, Func<Task> none, Func<int, Task> many);
                public class One(string id) : Hits { public override Task Match(Func<string, Task> one, Func<Task> none, Func<int, Task> many) => one(id); }
                public class None : Hits { public override Task Match(Func<string, Task> one, Func<Task> none, Func<int, Task> many) => none(); }
                public class Many(int count) : Hits { public override Task Match(Func<string, Task> one, Func<Task> none, Func<int, Task> many) => many(count); }
            }
            class C(HttpClient http)
            {
                public async Task Ensure(string email)
                {
                    var hits = await SearchAsync(email);
                    await hits.Match(one: id => Task.CompletedTask, none: () => http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }), many: count => throw new InvalidOperationException());
                }
                private async Task<Hits> SearchAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    var rows = (await response.Content.ReadFromJsonAsync<List<string>>())!;
                    return rows switch { [] => new Hits.None(), [var only] => new Hits.One(only), _ => new Hits.Many(rows.Count) };
                }
            }
            """
        },
        {
            "the length of a raw array is not zero",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    using var page = await PageAsync(email);
                    if (page.RootElement.GetProperty("data").GetArrayLength() != 0) return;
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
                private async Task<System.Text.Json.JsonDocument> PageAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                }
            }
            """
        },
        {
            "the total of a raw answer is positive",
            """
            class C(HttpClient http)
            {
                public async Task M(string email)
                {
                    using var page = await PageAsync(email);
                    if (page.RootElement.GetProperty("total_count").GetInt32() > 0) return;
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
                private async Task<System.Text.Json.JsonDocument> PageAsync(string email)
                {
                    using var response = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    response.EnsureSuccessStatusCode();
                    return System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
                }
            }
            """
        },
        {
            "none only",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { if ((await PageAsync(email)).Data.Count == 0) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
                public async Task B(string email) { if (!(await PageAsync(email)).Data.Any()) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
                public async Task D(string email) { if ((await PageAsync(email)).Data.FirstOrDefault() is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
                public async Task E(string email) { if ((await PageAsync(email)).TotalCount > 0) return; await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
            """ + CaseSnippets.PageSearch
        },
        {
            "several are refused",
            """
            class C(HttpClient http)
            {
                public async Task A(string email)
                {
                    var page = await PageAsync(email);
                    if (page.Data.Count == 1) return;
                    if (page.Data.Count > 1) throw new InvalidOperationException("ambiguous");
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
                public async Task B(string email) { if ((await PageAsync(email)).Data.SingleOrDefault() is null) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
                public async Task<string?> D(string email) => (await PageAsync(email)).Data switch { [] => (await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })).ToString(), [var only] => only, _ => throw new InvalidOperationException() };
            """ + CaseSnippets.PageSearch
        },
        {
            "counts of something else",
            """
            class C(HttpClient http)
            {
                public async Task A(string email, List<string> tags) { if (tags.Count != 1 && (await PageAsync(email)).Data.Count == 0) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
            """ + CaseSnippets.PageSearch
        },
        {
            "an upsert",
            """
            class C(HttpClient http)
            {
                public async Task A(string email) { if ((await PageAsync(email)).Data.Count != 1) await http.PostAsJsonAsync("https://api.intercom.io/users", new { email }); }
            """ + CaseSnippets.PageSearch
        },
    };
}
