using IntercomAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace IntercomAnalyzers.Tests.Fixes;

public sealed class ResolveInsteadOfCreateFixHttpTests
{
    private const string Create = "INTERCOM1001";
    private const string Search = "INTERCOM1002";
    private const string Retry = "INTERCOM2001";

    [Fact]
    public Task PostAsJsonKeepsArgumentsAndComments() => FixVerifier.VerifyAsync(
        Create,
        """
        using System.Globalization;

        class C
        {
            async Task M(HttpClient http, string email, CancellationToken stop)
            {
                // New here.
                var response = await {|INTERCOM1001:http.PostAsJsonAsync( /* where */ "https://api.intercom.io/contacts",
                    new { role = "user", email }, stop)|}.ConfigureAwait(false); // done
            }
        }
        """,
        """
        using System.Globalization;
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            async Task M(HttpClient http, string email, CancellationToken stop)
            {
                // New here.
                var response = await http.FindOrCreateContactAsJsonAsync( /* where */ "https://api.intercom.io/contacts",
                    new { role = "user", email }, stop).ConfigureAwait(false); // done
            }
        }
        """);

    [Theory]
    [InlineData("http.PostAsync(\"https://api.intercom.io/contacts\", JsonContent.Create(new { email }))", "http.FindOrCreateContactAsync(\"https://api.intercom.io/contacts\", JsonContent.Create(new { email }))")]
    [InlineData("http.PostAsync(new Uri(\"https://api.intercom.io/contacts\"), JsonContent.Create(new { email }), default)", "http.FindOrCreateContactAsync(new Uri(\"https://api.intercom.io/contacts\"), JsonContent.Create(new { email }), default)")]
    [InlineData("http.PostAsJsonAsync<object>(requestUri: \"https://api.intercom.io/contacts\", value: new { email })", "http.FindOrCreateContactAsJsonAsync<object>(requestUri: \"https://api.intercom.io/contacts\", value: new { email })")]
    [InlineData("http.PostAsJsonAsync(\"https://api.intercom.io/contacts\", new { email }, new JsonSerializerOptions())", "http.FindOrCreateContactAsJsonAsync(\"https://api.intercom.io/contacts\", new { email }, new JsonSerializerOptions())")]
    [InlineData("http.SendAsync(new HttpRequestMessage(HttpMethod.Post, \"https://api.intercom.io/contacts\") { Content = JsonContent.Create(new { email }) })", "http.SendFindOrCreateContactAsync(new HttpRequestMessage(HttpMethod.Post, \"https://api.intercom.io/contacts\") { Content = JsonContent.Create(new { email }) })")]
    [InlineData("HttpClientJsonExtensions.PostAsJsonAsync(http, \"https://api.intercom.io/contacts\", new { email })", "ContactHttpClientExtensions.FindOrCreateContactAsJsonAsync(http, \"https://api.intercom.io/contacts\", new { email })")]
    [InlineData("System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(http, \"https://api.intercom.io/contacts\", new { email })", "ContactHttpClientExtensions.FindOrCreateContactAsJsonAsync(http, \"https://api.intercom.io/contacts\", new { email })")]
    public Task EveryFormOfTheCallIsRenamed(string call, string fixedCall) => FixVerifier.VerifyAsync(
        Create,
        $$"""
        class C
        {
            async Task<HttpResponseMessage> M(HttpClient http, string email) => await {|INTERCOM1001:{{call}}|};
        }
        """,
        $$"""
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            async Task<HttpResponseMessage> M(HttpClient http, string email) => await {{fixedCall}};
        }
        """);

    [Fact]
    public Task SynchronousSendStaysSynchronous() => FixVerifier.VerifyAsync(
        Create,
        """
        class C
        {
            HttpResponseMessage M(HttpClient http, string email)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.intercom.io/contacts") { Content = JsonContent.Create(new { email }) };
                return {|INTERCOM1001:http.Send(request)|};
            }
        }
        """,
        """
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            HttpResponseMessage M(HttpClient http, string email)
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "https://api.intercom.io/contacts") { Content = JsonContent.Create(new { email }) };
                return http.SendFindOrCreateContact(request);
            }
        }
        """);

    [Fact]
    public Task ConditionalAccessKeepsItsForm() => FixVerifier.VerifyAsync(
        Create,
        """
        class C
        {
            HttpClient? http = new();
            Task? M(string email) => http?{|INTERCOM1001:.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
        }
        """,
        """
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            HttpClient? http = new();
            Task? M(string email) => http?.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email });
        }
        """);

    [Fact]
    public Task FixAllMendsAdjacentAndNestedCallsInEveryFile() => FixVerifier.VerifyAsync(
        Create,
        """
        class C
        {
            async Task M(HttpClient http, string a, string b, string c)
            {
                await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = a })|};
                await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = b })|};
                await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = c, name = (await {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email = a })|}).ReasonPhrase })|};
            }
        }
        // ==== Other.cs
        namespace Other
        {
            class D
            {
                Task M(HttpClient http, string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
            }
        }
        """,
        """
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            async Task M(HttpClient http, string a, string b, string c)
            {
                await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email = a });
                await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email = b });
                await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email = c, name = (await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email = a })).ReasonPhrase });
            }
        }
        // ==== Other.cs
        using IntercomAnalyzers.Resolver.CallSites;

        namespace Other
        {
            class D
            {
                Task M(HttpClient http, string email) => http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email });
            }
        }
        """);

    [Fact]
    public Task FailedSearchIsMendedAtTheCreate() => FixVerifier.VerifyAsync(
        Search,
        """
        class C
        {
            async Task M(HttpClient http, string email)
            {
                var known = false;
                try
                {
                    using var found = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    found.EnsureSuccessStatusCode();
                    known = (await found.Content.ReadAsStringAsync()).Contains("\"total_count\":1");
                }
                catch (HttpRequestException)
                {
                }

                if (!known) await {|INTERCOM1002:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
            }
        }
        """,
        """
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            async Task M(HttpClient http, string email)
            {
                var known = false;
                try
                {
                    using var found = await http.PostAsJsonAsync("https://api.intercom.io/contacts/search", new { query = new { field = "email", @operator = "=", value = email } });
                    found.EnsureSuccessStatusCode();
                    known = (await found.Content.ReadAsStringAsync()).Contains("\"total_count\":1");
                }
                catch (HttpRequestException)
                {
                }

                if (!known) await http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email });
            }
        }
        """);

    [Fact]
    public Task UnretriedUpsertIsMended() => FixVerifier.VerifyAsync(
        Retry,
        """
        class C
        {
            Task M(HttpClient http, string email) => {|INTERCOM2001:http.PostAsJsonAsync("https://api.intercom.io/users", new { email })|};
        }
        """,
        """
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            Task M(HttpClient http, string email) => http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/users", new { email });
        }
        """);

    [Fact]
    public Task OldLanguageVersionIsMended() => FixVerifier.VerifyAsync(
        Create,
        """
        class C
        {
            Task M(HttpClient http, string email) { return {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|}; }
        }
        """,
        """
        using IntercomAnalyzers.Resolver.CallSites;

        class C
        {
            Task M(HttpClient http, string email) { return http.FindOrCreateContactAsJsonAsync("https://api.intercom.io/contacts", new { email }); }
        }
        """,
        LanguageVersion.CSharp10);

    [Fact]
    public Task NotOfferedWithoutTheResolver() => FixVerifier.VerifyNotOfferedAsync(
        Create,
        """
        class C
        {
            Task M(HttpClient http, string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
        }
        """,
        withResolver: false);

    [Fact]
    public Task NotOfferedWhereTheRewrittenCallWouldBeAnother() => FixVerifier.VerifyNotOfferedAsync(
        Create,
        """
        class Http : HttpClient
        {
            public void FindOrCreateContactAsJsonAsync<T>(string address, T value) { }
        }

        class C
        {
            Task M(Http http, string email) => {|INTERCOM1001:http.PostAsJsonAsync("https://api.intercom.io/contacts", new { email })|};
        }
        """);
}
