using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IntercomAnalyzers.Resolver.Tests;

[Collection(nameof(ProcessWide))]
public sealed class OptionsTests
{
    public static TheoryData<string, Action<ContactResolverOptions>> Invalid => new()
    {
        { "AccessToken", options => options.AccessToken = null },
        { "AccessToken", options => options.AccessToken = "  " },
        { "AccessToken", options => options.AccessToken = "a\nb" },
        { "BaseAddress", options => options.BaseAddress = null },
        { "BaseAddress", options => options.BaseAddress = new Uri("/api", UriKind.Relative) },
        { "BaseAddress", options => options.BaseAddress = new Uri("ftp://api.intercom.test") },
        { "ApiVersion", options => options.ApiVersion = "1.4" },
        { "ApiVersion", options => options.ApiVersion = "" },
        { "TotalDeadline", options => options.TotalDeadline = TimeSpan.Zero },
        { "AttemptTimeout", options => options.AttemptTimeout = TimeSpan.FromDays(2) },
        { "RetryBaseDelay", options => options.RetryBaseDelay = TimeSpan.FromSeconds(-1) },
        { "MarkerAge", options => options.MarkerAge = TimeSpan.Zero },
        { "MaxAttempts", options => options.MaxAttempts = 0 },
        { "RequestsPerTenSeconds", options => options.RequestsPerTenSeconds = 0 },
        { "RequestsPerTenSeconds", options => options.RequestsPerTenSeconds = 100_001 },
        { "TimeProvider", options => options.TimeProvider = null! },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_option_that_cannot_work_is_named_when_the_resolver_is_built(string option, Action<ContactResolverOptions> configure)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => new Bench(configure));

        Assert.Contains(option, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_validates_at_start()
    {
        using var provider = new ServiceCollection().AddIntercomContactResolver(_ => { }).BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("AccessToken", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContactRole.User, null, null, "ExternalId", "Email")]
    [InlineData(ContactRole.User, " ", "\t", "ExternalId", "Email")]
    [InlineData(ContactRole.Lead, "u-1", null, "Email", "lead")]
    public async Task A_draft_without_usable_identity_is_refused_before_any_request(ContactRole role, string? externalId, string? email, string named, string alsoNamed)
    {
        var bench = new Bench();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => bench.ResolveAsync(externalId, email, role));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Contains(alsoNamed, exception.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Api.Routes);
    }

    [Fact]
    public async Task The_registered_resolver_uses_the_factorys_client_without_its_logs()
    {
        var api = new ScriptedHandler().On(Bench.ByKey, Answers.Contact("c1", externalId: Bench.Key));
        var token = "tok_" + Guid.NewGuid().ToString("N");
        var services = new ServiceCollection();
        services.AddIntercomContactResolver(options => options.AccessToken = token);
        services.AddHttpClient("IntercomAnalyzers.Resolver").ConfigurePrimaryHttpMessageHandler(() => api);
        await using var provider = services.BuildServiceProvider();

        var resolution = await provider.GetRequiredService<IContactResolver>().FindOrCreateAsync(new ContactDraft { ExternalId = Bench.Key });

        Assert.Equal("c1", resolution.EnsureResolved().Id);
        Assert.Equal("api.intercom.io", api.Requests[0].Message.RequestUri!.Host);
        Assert.Same(provider.GetRequiredService<IContactResolver>(), ContactResolver.Default);
    }

    [Fact]
    public void Default_says_what_to_call()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new DefaultResolver().Get());

        Assert.Contains("AddIntercomContactResolver", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Configure", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AccessToken", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configure_refuses_a_missing_token_and_sets_Default()
    {
        Assert.Throws<OptionsValidationException>(() => ContactResolver.Configure(_ => { }));

        ContactResolver.Configure(options => options.AccessToken = "tok");

        Assert.IsType<ContactResolver>(ContactResolver.Default);
    }

    [Fact]
    public async Task A_draft_is_written_in_Intercoms_words()
    {
        var bench = new Bench();
        var draft = new ContactDraft { ExternalId = Bench.Key, Phone = "+1", SignedUpAt = DateTimeOffset.FromUnixTimeSeconds(5), CustomAttributes = { ["plan"] = "pro", ["since"] = DateTimeOffset.FromUnixTimeSeconds(7), ["none"] = null, ["seats"] = 3 } };

        await bench.Resolver.FindOrCreateAsync(draft);

        Assert.Equal("""{"phone":"+1","signed_up_at":5,"custom_attributes":{"plan":"pro","since":7,"seats":3},"role":"user","external_id":"u-1"}""", bench.Api.Requests[^1].Body!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
    }
}
