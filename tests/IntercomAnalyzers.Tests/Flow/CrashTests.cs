using System.Reflection;
using System.Text;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace IntercomAnalyzers.Tests.Flow;

/// <summary>No crash, no hang: every test source with a token missing or cut off, odd shapes, recursion, and a very long file.</summary>
public sealed class CrashTests
{
    /// <summary>Every source of every rule's tests.</summary>
    public static TheoryData<string> TestClasses { get; } = [.. typeof(CrashTests).Assembly.GetTypes()
        .Where(t => !t.IsInterface && t.GetProperty("Reported", BindingFlags.Public | BindingFlags.Static)?.PropertyType == typeof(TheoryData<string, string>)).Select(t => t.FullName!)];

    [Theory]
    [MemberData(nameof(TestClasses))]
    public async Task MutatedSourcesDoNotCrash(string testClass)
    {
        var random = new Random(20261123);
        var type = typeof(CrashTests).Assembly.GetType(testClass)!;
        var sources = new[] { "Reported", "Silent" }.SelectMany(p => (TheoryData<string, string>)type.GetProperty(p)!.GetValue(null)!).Select(row => (string)row[1]).ToList();
        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            TestFileMarkupParser.GetSpans(source, out var clean, out System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan> _);
            var tokens = CSharpSyntaxTree.ParseText(clean).GetRoot().DescendantTokens().ToList();
            for (var i = 0; i < 6; i++)
            {
                var token = tokens[random.Next(tokens.Count)];
                await AnalyzeAsync(clean.Remove(token.SpanStart, token.Span.Length));
                await AnalyzeAsync(clean[..token.SpanStart]);
            }
        }
    }

    [Fact]
    public Task RecursionBetweenWrappersEnds() => AnalyzeAsync(
        """
        interface IA { Task<string?> A(string id); Task B(string id); }
        class C(HttpClient http, IA other) : IA
        {
            public async Task<string?> A(string id) => await A(id) ?? await FindB(id) ?? await other.A(id);
            private async Task<string?> FindB(string id) { await B(id); return await A(id); }
            public async Task B(string id)
            {
                if (await A(id) is null) await B(id);
                await Local(id);
                await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id });
                async Task Local(string x) { await Local(x); Func<Task> again = null!; again = () => again(); await again(); await B(x); }
            }
        }
        """);

    [Fact]
    public Task RecursionBetweenHandlersRegistrationsAndAnswersEnds() => AnalyzeAsync(
        """
        using Microsoft.Extensions.DependencyInjection;
        class Handler : DelegatingHandler { public Handler(HttpMessageHandler inner) : base(inner) { } }
        static class Start
        {
            public static IHttpClientBuilder Add<T>(this IServiceCollection services) where T : class => services.Add<T>() ?? services.AddHttpClient<T>().Own().AddHttpMessageHandler(() => Make());
            public static IHttpClientBuilder Own(this IHttpClientBuilder builder) => builder.Other();
            public static IHttpClientBuilder Other(this IHttpClientBuilder builder) => builder.Own();
            private static DelegatingHandler Make() => (DelegatingHandler)(((Make())));
            public static void All(IServiceCollection services) => services.Add<C>();
        }
        abstract class Base { protected Base(HttpClient http) => Http = http; protected HttpClient Http { get; } }
        class C : Base
        {
            private readonly HttpClient own;
            public C(HttpClient http) : base(http)
            {
                HttpMessageHandler chain = new HttpClientHandler();
                for (var i = 0; i < 9; i++) { chain = new Handler(chain); chain = new Handler(new Handler(chain)); chain = chain ?? chain; }
                own = new HttpClient(chain);
                Http.PostAsJsonAsync("contacts", new C(own));
            }
            public async Task A(string email, List<string> emails)
            {
                while (true)
                {
                    var last = await own.PostAsJsonAsync("https://api.intercom.io/users", new { email });
                    var last = Judge(last);
                    var again = Judge(again, last);
                    if (!again) return;
                }
                foreach (var a in emails) foreach (var b in emails) { emails.Add(a); await Http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = a }); await own.GetAsync($"https://api.intercom.io/users?email={b}"); }
            }
            private static bool Judge(params object[] answers) => Judge(Judge(answers));
        }
        """);

    [Fact]
    public Task OddShapesDoNotCrash() => AnalyzeAsync(
        """
        var http = new HttpClient { BaseAddress = new Uri("https://api.intercom.io") };
        await http.PostAsJsonAsync("contacts", new { email = args[0] });
        unsafe class Odd<T> where T : class
        {
            private readonly HttpClient http = new(new HttpClientHandler()) { BaseAddress = new("https://api.intercom.io") };
            public Task P => http.PostAsJsonAsync("contacts", new { email = nameof(P) });
            public Task this[int i] => http.PostAsJsonAsync($"contacts?{i}", default(object));
            public static implicit operator Task(Odd<T> o) => o.http.PostAsync("contacts", null);
            ~Odd() { http.PostAsync("contacts", new StringContent("{ \"email\": ")); }
            public Odd() : this(new HttpClient().PostAsync("https://api.intercom.io/contacts", null)) { }
            private Odd(Task task) { _ = task switch { { IsCompleted: true, Status: var s } when s is > 0 => 1, [] => 2, _ => throw null! }; }
            public async IAsyncEnumerable<int> Items()
            {
                await foreach (var (a, (b, _)) in Pairs()) yield return a;
                try { } catch when (await http.PostAsync("contacts", null) is { IsSuccessStatusCode: false }) { } finally { await http.PostAsync("contacts", null); }
                lock (this) { goto end; }
                end: ;
                T? t = default; t ??= await http.GetFromJsonAsync<T>("contacts/x"); t!.ToString();
                var (x, y) = (await http.GetAsync("contacts?email=a"), 1); x ??= new(); x?.Dispose();
                Func<Func<Task>, Task> twice = async f => { await f(); await f(); }; await twice(() => twice(() => http.PostAsync("contacts", null)));
                dynamic d = http; await d.PostAsJsonAsync("contacts", new { });
                stackalloc int[3]; fixed (char* c = "a") { }
                return;
            }
        """);

    [Theory]
    [InlineData("id", " + ", 4000)]
    [InlineData("a", " && ", 2000)]
    [InlineData("id", " ?? ", 300)]
    public Task LongExpressionsDoNotCrash(string term, string separator, int terms) => AnalyzeAsync(
        $$"""
        class C(HttpClient http)
        {
            public async Task M(string id, bool a)
            {
                var value = {{string.Join(separator, Enumerable.Repeat(term, terms))}};
                await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = value });
            }
        }
        """);

    [Fact]
    public async Task TwentyThousandLinesEnd()
    {
        var source = new StringBuilder("class Big(HttpClient http) { private static string Next(string s) => s + s;\n");
        for (var method = 0; method < 200; method++)
        {
            source.Append($"public async Task<string?> M{method}(string id, bool a, bool b) {{ string? x = null; var n = 0;\n");
            for (var i = 0; i < 24; i++)
            {
                source.Append("if (a) x = Next(id);\nelse if (b) { try { x = await http.GetStringAsync(\"https://api.intercom.io/contacts/find_by_external_id/\" + id); }\ncatch (Exception) { n++; } }\nwhile (n < 3) { n++; if (x == null) continue; }\n");
            }

            source.Append("if (x is null) await http.PostAsJsonAsync(\"https://api.intercom.io/contacts\", new { external_id = id });\nreturn x; }\n");
        }

        source.Append('}');
        var text = source.ToString();
        Assert.True(text.Count(c => c == '\n') > 19_000);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await AnalyzeAsync(text, limit.Token);
    }

    private static async Task AnalyzeAsync(string source, CancellationToken cancellationToken = default)
    {
        var files = Case.Read(source).Files.Select(f => CSharpSyntaxTree.ParseText(f.Text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest), f.Name, cancellationToken: cancellationToken));
        var compilation = CSharpCompilation.Create("Mutated", files, AnalyzerVerifier.Platform.Add(OfficialSdk.Reference), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (e, _, _) => thrown ??= e, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([new IntercomAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.True(thrown is null, $"{thrown}\n{source}");
        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
    }
}
