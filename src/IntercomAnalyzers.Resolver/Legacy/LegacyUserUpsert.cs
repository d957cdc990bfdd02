using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using IntercomAnalyzers.Resolver.Algorithm;
using IntercomAnalyzers.Resolver.Api;
using IntercomAnalyzers.Resolver.CallSites;

namespace IntercomAnalyzers.Resolver.Legacy;

/// <summary>
/// The legacy upsert, <c>POST /users</c> of API 1.x, made safe: the user is looked up first, several matches and another person's email are refused, and the
/// upsert names the user that was found.
/// </summary>
internal sealed class LegacyUserUpsert
{
    private readonly IntercomApi api;
    private readonly string path;
    private readonly string workspace;
    private readonly ContactResolverOptions options;

    public LegacyUserUpsert(HttpClient client, Uri root, string prefix, AuthenticationHeaderValue? authorization, string workspace, ContactResolverOptions options)
    {
        api = new IntercomApi(client, root, authorization, options);
        path = prefix + "users";
        this.workspace = workspace;
        this.options = options;
    }

    /// <summary>The user as the upsert answered it.</summary>
    /// <exception cref="ArgumentException">The body has no usable identifier.</exception>
    /// <exception cref="ContactResolutionException">A lookup failed, several users match, or the upsert was refused.</exception>
    public async Task<JsonElement> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var given = CallSite.Text(body, "id");
        var identity = ContactIdentity.Of(ContactRole.User, CallSite.Text(body, "user_id") ?? given, CallSite.Text(body, "email"), workspace, nameof(body));
        var journal = new Journal();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = options.Time.CreateTimer(_ => deadline.Cancel(), null, options.TotalTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            using (await IdentityLocks.Shared.AcquireAsync(identity.Keys, deadline.Token).ConfigureAwait(false))
            {
                var sent = ContactBody.WithoutNulls(body);
                var found = given ?? await FindAsync(identity, journal, deadline.Token).ConfigureAwait(false);
                if (found is not null) sent["id"] = found;

                // Named by id or user_id the upsert can be repeated; by email alone a second one could make a second user while the first is not yet visible.
                var isRepeatable = found is not null || identity.ExternalId is not null;
                if (!isRepeatable && WriteMarkers.Shared.HasOpenCreate(identity.Keys)) throw Failure(ContactOutcome.CreateOutcomeUnknown, journal, "an earlier upsert of this identity is still open");
                if (!isRepeatable) WriteMarkers.Shared.Sending(identity.Keys, options.MarkerLifetime);
                var answer = isRepeatable
                    ? await api.SendRepeatableAsync(HttpMethod.Post, path, sent, journal, deadline.Token).ConfigureAwait(false)
                    : await api.SendOnceAsync(HttpMethod.Post, path, sent, journal, deadline.Token).ConfigureAwait(false);
                if (answer.IsReadable && answer.Body!.Value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
                {
                    WriteMarkers.Shared.Wrote(identity.Keys, id.GetString()!, options.MarkerLifetime);
                    return answer.Body.Value;
                }

                var isOpen = answer.IsTransient && answer.Status != 429 && !answer.NotSent;
                if (!isRepeatable && !isOpen) WriteMarkers.Shared.Forget(identity.Keys);
                if (answer.IsConflict) throw Failure(ContactOutcome.Ambiguous, journal, $"upsert: {answer.Text}");
                throw Failure(isOpen && !isRepeatable ? ContactOutcome.CreateOutcomeUnknown : answer.IsTransient ? ContactOutcome.LookupFailed : ContactOutcome.Rejected, journal, $"upsert: {answer.Text}");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(ContactOutcome.LookupFailed, journal, $"the deadline of {options.TotalTimeout.TotalSeconds:0} s has passed");
        }
    }

    // The Intercom id of the user; null when it is proven absent.
    private async Task<string?> FindAsync(ContactIdentity identity, Journal journal, CancellationToken cancellationToken)
    {
        if (WriteMarkers.Shared.KnownId(identity.Keys) is { } known) return known;
        if (identity.ExternalId is { } key && (await UsersAsync("user_id", key, journal, cancellationToken).ConfigureAwait(false)).FirstOrDefault() is { Id: { } byKey }) return byKey;
        if (identity.Email is not { } email) return null;
        var users = (await UsersAsync("email", email, journal, cancellationToken).ConfigureAwait(false)).Where(u => string.Equals(u.Email?.Trim(), email, StringComparison.OrdinalIgnoreCase)).ToList();
        if (users.Count == 0) return null;
        if (users.Count == 1 && (identity.ExternalId is null || users[0].UserId is null || users[0].UserId == identity.ExternalId)) return users[0].Id;
        throw Failure(ContactOutcome.Ambiguous, journal, "several users match, or the email is another user's", [.. users.Select(u => u.Id)]);
    }

    // API 1.0 answers one user, later ones a list; 404 is absence.
    private async Task<List<User>> UsersAsync(string name, string value, Journal journal, CancellationToken cancellationToken)
    {
        var answer = await api.SendRepeatableAsync(HttpMethod.Get, $"{path}?{name}={Uri.EscapeDataString(value)}", null, journal, cancellationToken).ConfigureAwait(false);
        if (answer.IsAbsent) return [];
        if (answer.IsConflict) throw Failure(ContactOutcome.Ambiguous, journal, $"lookup: {answer.Text}");
        if (!answer.IsReadable) throw Failure(answer.IsTransient ? ContactOutcome.LookupFailed : ContactOutcome.Rejected, journal, $"lookup: {answer.Text}");
        var body = answer.Body!.Value;
        if (User.Of(body) is { } single) return [single];
        if (!body.TryGetProperty("users", out var rows) || rows.ValueKind != JsonValueKind.Array) throw Failure(ContactOutcome.LookupFailed, journal, "lookup: an answer without users");
        return [.. rows.EnumerateArray().Select(r => User.Of(r) ?? throw Failure(ContactOutcome.LookupFailed, journal, "lookup: a row without an id"))];
    }

    private static ContactResolutionException Failure(ContactOutcome outcome, Journal journal, string detail, IReadOnlyList<string>? candidates = null) =>
        ContactResolutionException.For(new ContactResolution(outcome, null, candidates ?? [], [.. journal.RequestIds], journal.Requests, detail));

    private sealed record User(string Id, string? UserId, string? Email)
    {
        public static User? Of(JsonElement json) =>
            json.ValueKind == JsonValueKind.Object && Text(json, "id") is { Length: > 0 } id ? new User(id, Text(json, "user_id") is { Length: > 0 } key ? key : null, Text(json, "email")) : null;

        private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
