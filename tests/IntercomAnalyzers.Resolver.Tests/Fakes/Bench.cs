using Microsoft.Extensions.Logging;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>A resolver on a scripted API, in a workspace of its own, with a clock that never really waits.</summary>
internal sealed class Bench
{
    public const string Email = "ann@example.com";
    public const string Key = "u-1";
    public const string ByKey = "GET contacts/find_by_external_id/u-1";
    public const string Search = "POST contacts/search";
    public const string Create = "POST contacts";

    public Bench(Action<ContactResolverOptions>? configure = null, ILogger<ContactResolver>? logger = null)
    {
        Options = new ContactResolverOptions { AccessToken = Token, BaseAddress = new Uri("https://api.intercom.test"), TimeProvider = Time, TotalDeadline = TimeSpan.FromMinutes(30) };
        configure?.Invoke(Options);
        Client = new HttpClient(Api) { Timeout = Timeout.InfiniteTimeSpan };
        Resolver = new ContactResolver(Client, Options, logger);
        // Nobody there, and creates work, unless a test says otherwise.
        Api.On(ByKey, Answers.NotFound).On(Search, Answers.None).On(Create, Answers.Created("new1"));
    }

    /// <summary>Its own token makes its own workspace: tests share no locks or markers.</summary>
    public string Token { get; } = "tok_" + Guid.NewGuid().ToString("N");

    public ScriptedHandler Api { get; } = new();

    public InstantTimeProvider Time { get; } = new();

    public ContactResolverOptions Options { get; }

    public HttpClient Client { get; }

    public ContactResolver Resolver { get; }

    /// <summary>A resolver with the same options that shares no memory with any other, as in another process.</summary>
    public ContactResolver InAnotherProcess(ILogger<ContactResolver>? logger = null) =>
        new(() => Client, Options, logger, new InProcessIdentityLock(), new WriteMarkers());

    public Task<ContactResolution> ResolveAsync(string? externalId = Key, string? email = Email, ContactRole role = ContactRole.User, bool update = false, CancellationToken cancellationToken = default) =>
        Resolver.FindOrCreateAsync(new ContactDraft { ExternalId = externalId, Email = email, Role = role, UpdateExisting = update, Name = "Ann" }, cancellationToken);
}
