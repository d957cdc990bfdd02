using FakeIntercom;

namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>The resolver over real HTTP against the fake, which counts the duplicates itself. Both share a clock that never really waits.</summary>
public sealed class FakeIntercomTests
{
    private readonly InstantTimeProvider _time = new();

    public static TheoryData<FaultKind, bool, string?, ContactRole> FaultsOfCreate()
    {
        var data = new TheoryData<FaultKind, bool, string?, ContactRole>();
        foreach (var kind in Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.Slow))
        {
            foreach (var conflicts in (bool[])[false, true])
            {
                data.Add(kind, conflicts, Bench.Key, ContactRole.User);
                data.Add(kind, conflicts, null, ContactRole.User);
                data.Add(kind, conflicts, null, ContactRole.Lead);
            }
        }

        return data;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_per_resolution_stay_within_their_budget(bool emailConflicts)
    {
        await using var server = await StartAsync(emailConflicts);
        using var client = new HttpClient();
        var resolver = Resolver(server, client);
        server.Workspace.Add(externalId: "known", email: "known@example.com");
        server.Workspace.Add(email: "bare@example.com");

        var (byKey, byKeyRequests) = await CountAsync(server, resolver, "known");
        var (byMarker, byMarkerRequests) = await CountAsync(server, resolver, "known");
        var (created, createdRequests) = await CountAsync(server, resolver, "new");
        var (adopted, adoptedRequests) = await CountAsync(server, resolver, "bare");

        Assert.Equal((1, 1, 3, 4), (byKeyRequests, byMarkerRequests, createdRequests, adoptedRequests));
        Assert.Equal((ContactOutcome.Found, 1), (byKey.Outcome, byKey.Attempts));
        Assert.Equal((ContactOutcome.Found, 1), (byMarker.Outcome, byMarker.Attempts));
        Assert.Equal((ContactOutcome.Created, 3), (created.Outcome, created.Attempts));
        Assert.Equal((ContactOutcome.Adopted, 4), (adopted.Outcome, adopted.Attempts));
        Assert.Equal(9, server.Workspace.Requests.Count);
        Assert.Equal(0, server.Workspace.DuplicateCount());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shared_email_makes_no_second_contact_under_either_reading(bool emailConflicts)
    {
        await using var server = await StartAsync(emailConflicts);
        using var client = new HttpClient();
        server.Workspace.Add(externalId: "other", email: Bench.Email);

        var resolution = await Resolver(server, client).FindOrCreateAsync(new ContactDraft { ExternalId = Bench.Key, Email = Bench.Email });

        Assert.Equal(ContactOutcome.Ambiguous, resolution.Outcome);
        Assert.Single(server.Workspace.LiveContacts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_key_within_the_lag_of_search_is_caught_by_the_marker(bool emailConflicts)
    {
        await using var server = await StartAsync(emailConflicts, TimeSpan.FromMinutes(3));
        using var client = new HttpClient();
        var resolver = Resolver(server, client);

        var first = await resolver.FindOrCreateAsync(new ContactDraft { Email = Bench.Email });
        var second = await resolver.FindOrCreateAsync(new ContactDraft { ExternalId = Bench.Key, Email = Bench.Email });

        Assert.Equal((ContactOutcome.Created, ContactOutcome.Adopted), (first.Outcome, second.Outcome));
        Assert.Single(server.Workspace.LiveContacts);
    }

    [Fact]
    public async Task A_lead_beside_a_new_user_is_promoted_and_an_archived_user_is_reported()
    {
        await using var server = await StartAsync(emailConflicts: false);
        using var client = new HttpClient();
        var resolver = Resolver(server, client);
        server.Workspace.Add("lead", email: "lead@example.com");
        server.Workspace.Add(externalId: "gone", email: "gone@example.com", state: StoredContactState.Archived);

        var promoted = await resolver.FindOrCreateAsync(new ContactDraft { ExternalId = "lead", Email = "lead@example.com" });
        var archived = await resolver.FindOrCreateAsync(new ContactDraft { ExternalId = "gone", Email = "gone@example.com" });

        Assert.Equal(ContactOutcome.Promoted, promoted.Outcome);
        Assert.Equal(ContactOutcome.ArchivedConflict, archived.Outcome);
        Assert.Single(server.Workspace.LiveContacts);
    }

    [Fact]
    public async Task A_lead_is_found_by_email_alone_and_promoted_once_there_is_a_key()
    {
        await using var server = await StartAsync(emailConflicts: false);
        using var client = new HttpClient();
        var resolver = Resolver(server, client);
        server.Workspace.Add("lead", email: "lead@example.com");

        var byEmail = await resolver.FindOrCreateAsync(new ContactDraft { Email = "lead@example.com" });
        var byKey = await resolver.FindOrCreateAsync(new ContactDraft { ExternalId = "key", Email = "lead@example.com" });

        Assert.Equal((ContactOutcome.Found, ContactRole.Lead), (byEmail.Outcome, byEmail.Contact!.Role));
        Assert.Equal((ContactOutcome.Promoted, "key"), (byKey.Outcome, byKey.Contact!.ExternalId));
        Assert.Single(server.Workspace.LiveContacts);
    }

    [Theory]
    [MemberData(nameof(FaultsOfCreate))]
    public async Task A_fault_of_the_create_makes_no_duplicate_and_loses_nobody(FaultKind kind, bool emailConflicts, string? externalId, ContactRole role)
    {
        await using var server = await StartAsync(emailConflicts, TimeSpan.FromMinutes(2));
        using var client = new HttpClient();
        var resolver = Resolver(server, client);
        server.Faults.Enqueue(Routes.CreateContact, kind);
        var draft = new ContactDraft { ExternalId = externalId, Email = Bench.Email, Role = role };

        var first = await resolver.FindOrCreateAsync(draft);
        _time.Advance(TimeSpan.FromMinutes(6));
        var later = await resolver.FindOrCreateAsync(draft);

        Assert.Contains(first.Outcome, (ContactOutcome[])[ContactOutcome.Created, ContactOutcome.Found, ContactOutcome.CreateOutcomeUnknown]);
        Assert.NotNull(later.EnsureResolved());
        Assert.Single(server.Workspace.LiveContacts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_storm_with_faults_and_lag_makes_no_duplicate_and_loses_nobody(bool emailConflicts)
    {
        FaultRate[] rates =
        [
            .. ((FaultKind[])[FaultKind.AbortBeforeWrite, FaultKind.AbortAfterWrite, FaultKind.ServerErrorBeforeWrite, FaultKind.ServerErrorAfterWrite, FaultKind.NoData, FaultKind.TruncatedJson, FaultKind.RateLimited])
                .Select(kind => new FaultRate(Routes.Any, new Fault(kind), 0.04)),
        ];
        var faults = new FaultPlan(seed: 7, rates);
        await using var server = await StartAsync(emailConflicts, TimeSpan.FromMinutes(2), faults);
        using var client = new HttpClient();
        // The shared clock runs ahead with every wait of every flight, so limits and markers are far away here.
        var resolver = Resolver(server, client, options => options.AttemptTimeout = options.TotalDeadline = options.MarkerAge = TimeSpan.FromDays(1));
        var drafts = Enumerable.Range(0, 20).Select(i => new ContactDraft
        {
            ExternalId = i % 4 is 0 or 1 ? "u-" + i : null,
            Email = i % 4 == 1 ? null : $"p{i}@example.com",
            Role = i % 4 == 3 ? ContactRole.Lead : ContactRole.User,
        }).ToArray();

        await Task.WhenAll(drafts.SelectMany(draft => Enumerable.Range(0, 6).Select(_ => Task.Run(() => resolver.FindOrCreateAsync(draft)))));

        Assert.Equal(0, server.Workspace.DuplicateCount());
        faults.Enqueue(Routes.Any, fault: null, times: 10_000);
        _time.Advance(TimeSpan.FromDays(2));
        foreach (var draft in drafts)
        {
            Assert.NotNull((await resolver.FindOrCreateAsync(draft)).EnsureResolved());
        }

        Assert.Equal(drafts.Length, server.Workspace.LiveContacts.Count);
        Assert.Equal(0, server.Workspace.DuplicateCount());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(FaultKind.AbortAfterWrite)]
    [InlineData(FaultKind.ServerErrorAfterWrite)]
    [InlineData(FaultKind.RateLimited)]
    public async Task The_legacy_route_adopts_updates_and_makes_no_duplicate(FaultKind? fault)
    {
        await using var server = await StartAsync(emailConflicts: false);
        using var client = server.CreateClient(version: "1.4");
        server.Workspace.Add(email: Bench.Email);
        if (fault is { } kind)
        {
            server.Faults.Enqueue(Routes.UpsertUser, kind);
        }

        await PostUserAsync(client, server, $$"""{"user_id":"{{Bench.Key}}","email":"{{Bench.Email}}","name":"Ann"}""");
        await PostUserAsync(client, server, """{"user_id":"u-2","email":"bob@example.com"}""");
        await PostUserAsync(client, server, """{"user_id":"u-2","email":"bob@example.com","name":"Bob"}""");

        Assert.Equal([(Bench.Key, "Ann"), ("u-2", "Bob")], server.Workspace.LiveContacts.Select(contact => (contact.ExternalId, contact.Name)));
    }

    private static async Task<(ContactResolution Resolution, int Requests)> CountAsync(FakeIntercomServer server, ContactResolver resolver, string name)
    {
        var before = server.Workspace.Requests.Count;
        var resolution = await resolver.FindOrCreateAsync(new ContactDraft { ExternalId = name, Email = name + "@example.com" });
        return (resolution, server.Workspace.Requests.Count - before);
    }

    private async Task PostUserAsync(HttpClient client, FakeIntercomServer server, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "users") { Content = new StringContent(json) };
        using var response = await CallSite.SendAsync(client, request, Resolver(server, client).Settings, CancellationToken.None);
        Assert.True(response.IsSuccessStatusCode);
    }

    private Task<FakeIntercomServer> StartAsync(bool emailConflicts, TimeSpan searchLag = default, FaultPlan? faults = null) => FakeIntercomServer.StartAsync(new FakeIntercomOptions
    {
        SameEmailNewExternalIdConflicts = emailConflicts,
        SearchLag = searchLag,
        TimeProvider = _time,
        Faults = faults ?? new FaultPlan(),
    });

    private ContactResolver Resolver(FakeIntercomServer server, HttpClient client, Action<ContactResolverOptions>? configure = null)
    {
        var options = new ContactResolverOptions { AccessToken = "fake-token", BaseAddress = server.BaseAddress, TimeProvider = _time, TotalDeadline = TimeSpan.FromMinutes(30) };
        configure?.Invoke(options);
        return new ContactResolver(client, options);
    }
}
