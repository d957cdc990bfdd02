using System.Collections.Immutable;
using IntercomAnalyzers.Adapters;
using IntercomAnalyzers.CodeFixes;
using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Tests.CodeFixes;

/// <summary>
/// The fix, three ways that must give the same text: one action after the other, Fix All in the document and Fix All in the solution. The result compiles, holds no fixable
/// diagnostic, and a second run changes nothing.
/// </summary>
public sealed class ResolveInsteadOfCreateTests
{
    private static readonly string[] Fixable = ["INTERCOM1001", "INTERCOM1002", "INTERCOM2001"];

    [Fact]
    public Task PostAsJson() => VerifyAsync(
        """
        using System.Net.Http;

        class C(HttpClient http)
        {
            // before
            public async Task M(string id) =>
                await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id }); // after
        }
        """,
        """
        using System.Net.Http;
        using IntercomAnalyzers.Resolver.CallSites;

        class C(HttpClient http)
        {
            // before
            public async Task M(string id) =>
                await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { external_id = id }); // after
        }
        """);

    [Fact]
    public Task ThreeAdjacentOneNestedAllForms() => VerifyAsync(
        """
        // Licence header

        namespace Shop;

        /// <summary>Documented.</summary>
        class C(HttpClient http, HttpClient? maybe)
        {
            private const string Url = "https://api.intercom.io/contacts";
            public async Task M(string a, string b, string c, CancellationToken ct)
            {
                await http.PostAsJsonAsync(Url, new { email = a }, ct);
                await http.PostAsync(Url, new StringContent("{\"email\":\"" + b + "\"}"), ct);
                await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, Url) { Content = JsonContent.Create(new { email = c }) }, ct);
                await HttpClientJsonExtensions.PostAsJsonAsync<object>(http, Url, new { email = a });
                await (maybe?.PostAsJsonAsync(Url, new { email = a, name = await Name(await http.PostAsJsonAsync(Url, new { email = b })) }) ?? Task.FromResult<HttpResponseMessage>(null!));
            }
            private static Task<string> Name(HttpResponseMessage response) => response.Content.ReadAsStringAsync();
        }
        """,
        """
        // Licence header

        using IntercomAnalyzers.Resolver.CallSites;

        namespace Shop;

        /// <summary>Documented.</summary>
        class C(HttpClient http, HttpClient? maybe)
        {
            private const string Url = "https://api.intercom.io/contacts";
            public async Task M(string a, string b, string c, CancellationToken ct)
            {
                await http.FindOrCreateContactAsJsonAsync(Url, new { email = a }, ct);
                await http.FindOrCreateContactAsync(Url, new StringContent("{\"email\":\"" + b + "\"}"), ct);
                await http.SendFindOrCreateContactAsync(new HttpRequestMessage(HttpMethod.Post, Url) { Content = JsonContent.Create(new { email = c }) }, ct);
                await ContactHttpClientExtensions.FindOrCreateContactAsJsonAsync<object>(http, Url, new { email = a });
                await (maybe?.FindOrCreateContactAsJsonAsync(Url, new { email = a, name = await Name(await http.FindOrCreateContactAsJsonAsync(Url, new { email = b })) }) ?? Task.FromResult<HttpResponseMessage>(null!));
            }
            private static Task<string> Name(HttpResponseMessage response) => response.Content.ReadAsStringAsync();
        }
        """);

    [Fact]
    public Task OfficialSdkSyncStaysSync() => VerifyAsync(
        """
        using Intercom.Clients;
        using Intercom.Data;

        class Lead : Contact { public string role => "lead"; }
        class C(ContactsClient contacts, UsersClient users)
        {
            public string? M(string email) => contacts.Create(new Lead { email = email })?.id;
            public User N(string key) => users.Create(new User { user_id = key });
            public Contact O(string email) => contacts.List(email)?.contacts?.FirstOrDefault() ?? contacts.Create(new Contact { email = email });
        }
        """,
        """
        using Intercom.Clients;
        using Intercom.Data;
        using IntercomAnalyzers.Resolver.CallSites;

        class Lead : Contact { public string role => "lead"; }
        class C(ContactsClient contacts, UsersClient users)
        {
            public string? M(string email) => contacts.FindOrCreate(new Lead { email = email })?.id;
            public User N(string key) => users.FindOrCreate(new User { user_id = key });
            public Contact O(string email) => contacts.List(email)?.contacts?.FirstOrDefault() ?? contacts.FindOrCreate(new Contact { email = email });
        }
        """);

    [Fact]
    public Task UserTypesNamedLikeTheResolversStayUnambiguous() => VerifyAsync(
        """
        using Crm.Models;

        class C(HttpClient http)
        {
            public async Task<Contact> M(Contact contact)
            {
                await http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = contact.Email });
                return contact;
            }
        }
        // ==== Models.cs
        namespace Crm.Models { public record Contact(string Email); public enum ContactRole { A } }
        """,
        """
        using Crm.Models;
        using IntercomAnalyzers.Resolver.CallSites;

        class C(HttpClient http)
        {
            public async Task<Contact> M(Contact contact)
            {
                await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email = contact.Email });
                return contact;
            }
        }
        """);

    [Fact]
    public async Task NotOfferedWithoutTheResolver()
    {
        var document = Open("class C(HttpClient http) { public Task M(string email) => http.PostAsJsonAsync(\"https://api.intercom.io/contacts\", new { email }); }", withResolver: false);
        var diagnostics = await DiagnosticsAsync(document.Project.Solution);
        Assert.NotEmpty(diagnostics);
        foreach (var (_, diagnostic) in diagnostics) Assert.Empty(await ActionsAsync(document, diagnostic));
    }

    [Theory]
    [InlineData("an own helper", "class C { private readonly HttpClient http = new() { BaseAddress = new Uri(\"https://api.intercom.io\") }; public Task M(string email) => PostAsync(\"contacts\", new { email }); private Task PostAsync(string route, object body) => http.PostAsJsonAsync(route, body); }")]
    [InlineData("a bulk create", "class C(HttpClient http) { public Task M(object[] all) => http.PostAsJsonAsync(\"https://api.intercom.io/contacts/bulk\", new { contacts = all }); }")]
    public async Task NotOfferedWhereItCannotWork(string why, string source)
    {
        var document = Open(source);
        var diagnostics = await DiagnosticsAsync(document.Project.Solution);
        Assert.True(diagnostics.Count > 0, why);
        foreach (var (_, diagnostic) in diagnostics) Assert.Empty(await ActionsAsync(document, diagnostic));
    }

    private static async Task VerifyAsync(string source, string expected)
    {
        var document = Open(source);
        Assert.Empty(await ErrorsAsync(document.Project.Solution));
        var oneByOne = await FixOneByOneAsync(document.Project.Solution);
        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            var all = await FixAllAsync(document.Project.Solution, scope);
            Assert.Equal(expected.ReplaceLineEndings("\n"), (await all.GetDocument(document.Id)!.GetTextAsync()).ToString().TrimEnd());
            Assert.Equal((await oneByOne.GetDocument(document.Id)!.GetTextAsync()).ToString(), (await all.GetDocument(document.Id)!.GetTextAsync()).ToString());
            Assert.Empty(await ErrorsAsync(all));
            Assert.Empty(await DiagnosticsAsync(all));
            Assert.Equal(document.Project.DocumentIds.Count, all.GetProject(document.Project.Id)!.DocumentIds.Count);
        }
    }

    private static async Task<Solution> FixOneByOneAsync(Solution solution)
    {
        for (var round = 0; round < 20; round++)
        {
            var found = await DiagnosticsAsync(solution);
            if (found.Count == 0) return solution;
            var (document, diagnostic) = found[0];
            solution = await ApplyAsync((await ActionsAsync(document, diagnostic)).First());
        }

        throw new InvalidOperationException("The fixes do not come to an end.");
    }

    private static async Task<Solution> FixAllAsync(Solution solution, FixAllScope scope)
    {
        var fix = new ResolveInsteadOfCreateCodeFixProvider();
        foreach (var id in Fixable)
        {
            var found = (await DiagnosticsAsync(solution)).Where(d => d.Diagnostic.Id == id).ToList();
            if (found.Count == 0) continue;
            var (document, diagnostic) = found[0];
            var action = (await ActionsAsync(document, diagnostic)).First();
            var context = new FixAllContext(document, fix, scope, action.EquivalenceKey, [id], new Found(found), CancellationToken.None);
            solution = await ApplyAsync((await fix.GetFixAllProvider().GetFixAsync(context))!);
        }

        return solution;
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await new ResolveInsteadOfCreateCodeFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Solution> ApplyAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private static async Task<List<(Document Document, Diagnostic Diagnostic)>> DiagnosticsAsync(Solution solution)
    {
        var project = solution.Projects.Single();
        var compilation = await project.GetCompilationAsync();
        var diagnostics = await compilation!.WithAnalyzers([new IntercomAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
        return [.. diagnostics.Where(d => Fixable.Contains(d.Id)).OrderBy(d => d.Location.SourceSpan.Start).Select(d => (solution.GetDocument(d.Location.SourceTree)!, d))];
    }

    private static async Task<IEnumerable<Diagnostic>> ErrorsAsync(Solution solution) =>
        (await solution.Projects.Single().GetCompilationAsync())!.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

    private static Document Open(string source, bool withResolver = true)
    {
        var workspace = new AdhocWorkspace();
        var sdk = source.Contains("using Intercom.", StringComparison.Ordinal);
        var references = AnalyzerVerifier.Platform.AsEnumerable();
        if (withResolver) references = references.Append(MetadataReference.CreateFromFile(typeof(Resolver.ContactDraft).Assembly.Location));
        if (sdk) references = references.Append(OfficialSdk.Reference);
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Annotations))
            .WithParseOptions(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))
            .WithMetadataReferences(references)
            .WithAnalyzerReferences([GeneratorReference.Instance]));
        Document? first = null;
        foreach (var (name, text) in Case.Read(source).Files)
        {
            var document = project.AddDocument(name, SourceText.From(text));
            project = document.Project;
            first ??= document;
        }

        return project.GetDocument(first!.Id)!;
    }

    private sealed class Found(List<(Document Document, Diagnostic Diagnostic)> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(found.Select(f => f.Diagnostic));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(found.Where(f => f.Document.Id == document.Id).Select(f => f.Diagnostic));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }

    private sealed class GeneratorReference : AnalyzerReference
    {
        // The workspace keeps the state of a generator under the instance.
        private static readonly ImmutableArray<ISourceGenerator> Generators = [new OfficialSdkAdapterGenerator().AsSourceGenerator()];

        public static GeneratorReference Instance { get; } = new();

        public override string? FullPath => null;

        public override object Id => "generator";

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => Generators;
    }
}
