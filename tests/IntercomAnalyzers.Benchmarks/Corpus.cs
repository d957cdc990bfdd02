using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Benchmarks;

/// <summary>The calls of a generated project that create contacts.</summary>
internal enum CreationPoints
{
    None,

    /// <summary>One in each file, in a method that also searches.</summary>
    Direct,

    /// <summary>One in each file, in a class behind an interface of its own; the methods of all files have the same names.</summary>
    Wrapped,
}

/// <summary>A project of generated code: the same for the same size.</summary>
internal sealed record Corpus(ImmutableArray<SyntaxTree> Files, int Lines)
{
    private const string Service =
        """
        using System; using System.Collections.Generic; using System.Linq; using System.Net; using System.Net.Http; using System.Net.Http.Json; using System.Threading; using System.Threading.Tasks;
        namespace Corpus.N{0};
        public sealed record Item{0}(string Key, string Email, int Amount, DateTime At);
        public interface IStore{0}
        {{
            Task<Item{0}?> FindAsync(string key, CancellationToken ct);
            Task SaveAsync(Item{0} item, CancellationToken ct);
        }}
        public sealed class Service{0}
        {{
            private readonly HttpClient _http;
            private readonly IStore{0} _store;
            private readonly Dictionary<string, List<Item{0}>> _items = new(StringComparer.Ordinal);
            public Service{0}(HttpClient http, IStore{0} store)
            {{
                _http = http;
                _http.BaseAddress = new Uri("https://orders.example.net/api/");
                _store = store;
            }}
            public async Task<decimal> TotalAsync(IEnumerable<string> keys, CancellationToken ct)
            {{
                var total = 0m;
                foreach (var key in keys.Distinct().OrderBy(k => k, StringComparer.Ordinal))
                {{
                    var item = await _store.FindAsync(key, ct);
                    if (item is null) continue;
                    if (!_items.TryGetValue(key, out var list)) _items[key] = list = new List<Item{0}>();
                    list.Add(item);
                    total += list.Where(i => i.At > DateTime.UnixEpoch).Sum(i => i.Amount) / 100m;
                }}
                return total;
            }}
            public async Task<Item{0}?> FetchAsync(string key, CancellationToken ct)
            {{
                try
                {{
                    using var response = await _http.GetAsync($"items/{{Uri.EscapeDataString(key)}}", ct);
                    if (response.StatusCode == HttpStatusCode.NotFound) return null;
                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadFromJsonAsync<Item{0}>(ct);
                }}
                catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.ServiceUnavailable)
                {{
                    await Task.Delay(TimeSpan.FromSeconds(1), ct);
                    return await FetchAsync(key, ct);
                }}
            }}
            public async Task PushAsync(Item{0} item, CancellationToken ct)
            {{
                using var response = await _http.PostAsJsonAsync("items", new {{ key = item.Key, email = item.Email, amount = item.Amount }}, ct);
                response.EnsureSuccessStatusCode();
                await _store.SaveAsync(item with {{ At = DateTime.UtcNow }}, ct);
            }}
            public string Describe(Item{0} item) => item.Amount switch
            {{
                0 => "free",
                < 100 => $"cheap ({{item.Amount}})",
                >= 100 and < 1000 => $"fair ({{item.Amount}})",
                _ => string.Join(", ", item.Key, item.Email, item.At.ToString("O")),
            }};
            public int Score(int[] values)
            {{
                var score = 0;
                for (var i = 0; i < values.Length; i++)
                {{
                    for (var j = i + 1; j < values.Length; j++)
                    {{
                        if (values[i] == values[j]) score += i * j;
                        else if (values[i] > values[j]) score -= values[i] % (values[j] + 1);
                    }}
                }}
                return score;
            }}
            public IReadOnlyList<Item{0}> Merge(IEnumerable<Item{0}> first, IEnumerable<Item{0}> second)
            {{
                var merged = new Dictionary<string, Item{0}>(StringComparer.OrdinalIgnoreCase);
                foreach (var item in first.Concat(second))
                {{
                    if (string.IsNullOrWhiteSpace(item.Key))
                    {{
                        continue;
                    }}
                    if (!merged.TryGetValue(item.Key, out var known) || known.At < item.At)
                    {{
                        merged[item.Key] = item with {{ Amount = (known?.Amount ?? 0) + item.Amount }};
                    }}
                }}
                var result = merged.Values.ToList();
                result.Sort((a, b) => b.Amount.CompareTo(a.Amount));
                return result;
            }}
        """;

    private const string Contacts =
        """
            public async Task<string?> RegisterAsync(string key, string email, CancellationToken ct)
            {{
                using var search = await _http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new {{ query = new {{ field = "email", @operator = "=", value = email }} }}, ct);
                if (search.IsSuccessStatusCode && await search.Content.ReadFromJsonAsync<List<string>>(ct) is {{ Count: > 0 }} known) return known[0];
                using var created = await _http.PostAsJsonAsync("https://api.intercom.io/contacts", new {{ role = "user", external_id = key, email }}, ct);
                created.EnsureSuccessStatusCode();
                return await created.Content.ReadAsStringAsync(ct);
            }}
        """;

    private const string Wrappers =
        """
        }}
        public interface IContacts{0}
        {{
            Task<string?> FindContactAsync(string email, CancellationToken ct);
            Task<string?> CreateContactAsync(string key, string email, CancellationToken ct);
        }}
        public sealed class Contacts{0}(HttpClient http) : IContacts{0}
        {{
            public async Task<string?> FindContactAsync(string email, CancellationToken ct)
            {{
                using var search = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new {{ query = new {{ field = "email", @operator = "=", value = email }} }}, ct);
                search.EnsureSuccessStatusCode();
                return await search.Content.ReadFromJsonAsync<List<string>>(ct) is {{ Count: > 0 }} known ? known[0] : null;
            }}
            public async Task<string?> CreateContactAsync(string key, string email, CancellationToken ct)
            {{
                using var created = await http.PostAsJsonAsync("https://api.intercom.io/contacts", new {{ role = "user", external_id = key, email }}, ct);
                created.EnsureSuccessStatusCode();
                return await created.Content.ReadAsStringAsync(ct);
            }}
        }}
        public sealed class SignUp{0}(IContacts{0} contacts)
        {{
            public async Task<string?> RegisterAsync(string key, string email, CancellationToken ct) => await contacts.FindContactAsync(email, ct) ?? await contacts.CreateContactAsync(key, email, ct);
            public Task<string?> PostAsync(string key, string email, CancellationToken ct) => RegisterAsync(key, email, ct);
        """;

    public static Corpus Generate(int lines, CreationPoints points)
    {
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        var total = 0;
        for (var n = 0; total < lines; n++)
        {
            var text = new StringBuilder().AppendFormat(null, Service, n).Append('\n');
            if (points == CreationPoints.Direct) text.AppendFormat(null, Contacts, n).Append('\n');
            else if (points == CreationPoints.Wrapped) text.AppendFormat(null, Wrappers, n).Append('\n');
            var source = text.Append("}\n").ToString();
            total += source.Count(c => c == '\n');
            trees.Add(CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), $"Service{n}.cs"));
        }

        return new Corpus(trees.ToImmutable(), total);
    }
}
