using IntercomAnalyzers.Tests.Harness;

namespace IntercomAnalyzers.Tests.Rules;

public sealed class Intercom1005Tests : CaseTests<Intercom1005Tests>, ICases
{
    public static string Id => "INTERCOM1005";

    public static TheoryData<string, string> Reported { get; } = new()
    {
        {
            "the cache keeps a mark instead of an id",
            """
            using Microsoft.Extensions.Caching.Distributed;
            class C(HttpClient http, IDistributedCache cache)
            {
                public async Task A(string email)
                {
                    var sent = await cache.GetStringAsync("intercom-" + email);
                    if (sent == "1") return;
                    await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|};
                    await cache.SetStringAsync("intercom-" + email, "1");
                }
            }
            """
        },
        {
            "a hybrid cache with an interpolated key, and one that hands a state on",
            """
            using Microsoft.Extensions.Caching.Hybrid;
            class C(HttpClient http, HybridCache cache)
            {
                public ValueTask<string> A(string id, CancellationToken ct) => cache.GetOrCreateAsync($"p:{id}", async token =>
                {
                    using var response = await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = id }, token)|};
                    return await response.Content.ReadAsStringAsync(token);
                }, cancellationToken: ct);
                public ValueTask<string> B(string id, CancellationToken ct) => cache.GetOrCreateAsync("p:" + id, (http, id), static async (state, token) =>
                {
                    using var response = await {|INTERCOM1005:state.http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "user", external_id = state.id }, token)|};
                    return await response.Content.ReadAsStringAsync(token);
                }, cancellationToken: ct);
            }
            """
        },
        {
            "memory cache, distributed cache",
            """
            using Microsoft.Extensions.Caching.Distributed;
            using Microsoft.Extensions.Caching.Memory;
            class C(HttpClient http, IMemoryCache memory, IDistributedCache shared)
            {
                public async Task A(string email) { if (memory.TryGetValue("contact:" + email, out _)) return; await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public async Task B(string email) { if (memory.Get<string>(email) is null) await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public async Task D(string email) { var known = await shared.GetStringAsync($"c/{email}"); if (known != null) return; await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public Task E(string email) => memory.GetOrCreateAsync(email, async entry => { using var r = await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; return r.StatusCode; });
            }
            """
        },
        {
            "collections that outlive the call",
            """
            using System.Collections.Concurrent;
            class C(HttpClient http)
            {
                private static readonly HashSet<string> Seen = new();
                private readonly Dictionary<string, string> ids = new();
                private readonly ConcurrentDictionary<string, Task<HttpResponseMessage>> tasks = new();
                public async Task A(string email) { if (!Seen.Add(email)) return; await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public async Task B(string email) { if (!ids.ContainsKey(email)) await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                public Task D(string email) => tasks.GetOrAdd(email, address => {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = address })|});
            }
            """
        },
        {
            "cache behind a method of its own",
            """
            using Microsoft.Extensions.Caching.Memory;
            class C(HttpClient http, IMemoryCache memory)
            {
                public async Task A(string email) { if (Cached(email) is not null) return; await {|INTERCOM1005:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email })|}; }
                private string? Cached(string email) => memory.TryGetValue(email, out string? id) ? id : null;
            }
            """
        },
    };

    public static TheoryData<string, string> Silent { get; } = new()
    {
        {
            "a miss asks the server",
            """
            using Microsoft.Extensions.Caching.Memory;
            class C(HttpClient http, IMemoryCache memory)
            {
                public async Task A(string email) { if (memory.TryGetValue(email, out _)) return; if (await FindAsync(email) is null) await CreateAsync(email); }
            """ + CaseSnippets.Search
        },
        {
            "a cache of other data, keyed by the identity or by something else",
            """
            using Microsoft.Extensions.Caching.Memory;
            class C(HttpClient http, IMemoryCache memory)
            {
                public async Task A(string email)
                {
                    if (!memory.TryGetValue(email, out string? plan)) { plan = "free"; memory.Set(email, plan); }
                    await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email, custom_attributes = new { plan } });
                }
                public async Task B(string email) { if (!memory.TryGetValue("token", out _)) await http.GetStringAsync("https://login.example.com"); await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email }); }
            }
            """
        },
        {
            "a collection of this call: somebody twice in one file",
            """
            class C(HttpClient http)
            {
                public async Task A(IEnumerable<string> emails)
                {
                    var seen = new HashSet<string>();
                    foreach (var email in emails) if (seen.Add(email)) await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { role = "lead", email });
                }
            }
            """
        },
        {
            "an upsert behind a cache",
            """
            using Microsoft.Extensions.Caching.Memory;
            class C(HttpClient http, IMemoryCache memory)
            {
                public async Task A(string email) { if (!memory.TryGetValue(email, out _)) await http.PostAsJsonAsync("https://api.intercom.io/users", new { email }); }
            }
            """
        },
    };
}
