using System.Globalization;
using System.Text.RegularExpressions;
using FakeIntercom;
using IntercomProbes.Questions;
using IntercomProbes.Reports;
using IntercomProbes.Sessions;

namespace IntercomProbes.Tests;

public sealed partial class ProbeRunTests
{
    private static readonly ProbeSettings Settings = new()
    {
        Rounds = 2,
        LagLimit = TimeSpan.FromSeconds(5),
        Poll = TimeSpan.FromMilliseconds(50),
        Burst = 100,
    };

    [Theory]
    [InlineData(false, "a second contact")]
    [InlineData(true, "a 409 that names the known contact ('A contact matching those details already exists with id=…')")]
    public async Task Both_answers_to_the_same_email_with_a_new_key_are_told_apart(bool conflicts, string reading)
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { SameEmailNewExternalIdConflicts = conflicts });
        Assert.Equal(reading, (await AskAsync(server, "new-key-on-known-email")).Reading);
    }

    [Theory]
    [InlineData(false, "search in lower case: found")]
    [InlineData(true, "search in lower case: not found")]
    public async Task Letter_case_is_read(bool sensitive, string reading)
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { CaseSensitiveEmails = sensitive });
        Assert.EndsWith(reading, (await AskAsync(server, "letter-case")).Reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lag_of_search_is_read()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { SearchLag = TimeSpan.FromSeconds(2) });
        Match times = Times().Match((await AskAsync(server, "read-your-writes", Settings with { LagLimit = TimeSpan.FromSeconds(30) })).Reading);
        Assert.True(times.Success);
        double byKey = double.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture);
        double byEmail = double.Parse(times.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.InRange(byEmail, 2, 30);
        Assert.True(byKey <= byEmail, $"{byKey} s by key, {byEmail} s by email");
    }

    [Fact]
    public async Task A_contact_that_never_shows_up_is_no_failure()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { SearchLag = TimeSpan.FromHours(1) });
        ProbeResult result = await AskAsync(server, "read-your-writes", Settings with { LagLimit = TimeSpan.FromMilliseconds(200) });
        Assert.True(result.HasReading);
        Assert.Contains("search by email: not within 00:00:00.2", result.Reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_race_is_read()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync();
        Assert.Equal("two contacts in 0 of 2 rounds by external_id, in 0 by email, in 2 as leads", (await AskAsync(server, "parallel-creates")).Reading);
    }

    [Fact]
    public async Task The_headers_of_a_429_are_read()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { RateLimit = 40, RateLimitWindow = TimeSpan.FromSeconds(2) });
        string reading = (await AskAsync(server, "rate-limit")).Reading;
        Assert.StartsWith("429 rate_limit_exceeded; Retry-After: none; X-RateLimit-Limit: 40; X-RateLimit-Remaining: 0; X-RateLimit-Reset: ", reading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_429_in_another_probe_is_waited_for()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { RateLimitWindow = TimeSpan.FromSeconds(1) });
        server.Faults.Enqueue(Routes.CreateContact, FaultKind.RateLimited);
        Assert.Equal("a second contact", (await AskAsync(server, "second-key-on-known-email")).Reading);
    }

    [Fact]
    public async Task A_dry_run_shows_what_a_run_sends()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync();
        IReadOnlyList<Probe> probes = [.. Probe.All.Where(probe => !probe.OnRequestOnly)];
        RunMark mark = new();
        using HttpClient dry = IntercomApi.CreateClient(new DryRunHandler(mark), server.BaseAddress, "none", "2.16");
        (IReadOnlyList<ProbeResult> shown, _) = await new ProbeRun(dry, Settings, mark, _ => { }).RunAsync(probes, CancellationToken.None);
        Assert.Empty(server.Workspace.Requests);
        using HttpClient http = server.CreateClient();
        (IReadOnlyList<ProbeResult> sent, _) = await new ProbeRun(http, Settings, new RunMark(), _ => { }).RunAsync(probes, CancellationToken.None);
        Assert.Equal(probes.Count, sent.Count);
        foreach ((ProbeResult inAdvance, ProbeResult real) in shown.Zip(sent))
        {
            Assert.Equal(inAdvance.Exchanges.Select(Normalised), real.Exchanges.Select(Normalised));
        }
    }

    [Fact]
    public async Task A_cancelled_run_deletes_what_it_made()
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync();
        using HttpClient http = server.CreateClient();
        using CancellationTokenSource stop = new();
        int begun = 0;
        ProbeRun run = new(http, Settings, new RunMark(), _ =>
        {
            if (++begun == 3)
            {
                stop.Cancel();
            }
        });
        (IReadOnlyList<ProbeResult> results, IReadOnlyList<string> left) = await run.RunAsync(Probe.All, stop.Token);
        Assert.Equal(2, results.Count);
        Assert.Empty(left);
        Assert.True(server.Workspace.Contacts.Count >= 4, "nothing was made");
        Assert.Empty(server.Workspace.LiveContacts);
    }

    [Theory]
    [InlineData(FaultKind.ServerErrorAfterWrite)]
    [InlineData(FaultKind.AbortAfterWrite)]
    [InlineData(FaultKind.TruncatedJson)]
    public async Task A_contact_whose_create_was_not_answered_is_found_and_deleted(FaultKind fault)
    {
        await using FakeIntercomServer server = await FakeIntercomServer.StartAsync(new() { SearchLag = TimeSpan.FromMilliseconds(500) });
        server.Faults.Enqueue(Routes.CreateContact, fault);
        ProbeResult result = await AskAsync(server, "new-key-on-known-email", Settings with { LagLimit = TimeSpan.FromSeconds(2) });
        Assert.False(result.HasReading);
        Assert.NotEmpty(server.Workspace.Contacts);
        Assert.Empty(server.Workspace.LiveContacts);
    }

    [Fact]
    public void A_contact_that_the_run_did_not_make_is_not_deleted()
    {
        RunMark mark = new();
        MadeContacts made = new(mark);
        made.Add(Contact("1", "Somebody", mark.Started));
        made.Add(Contact("2", mark.Name, mark.Started - TimeSpan.FromDays(1)));
        made.Add(Contact("3", mark.Name, mark.Started));
        Assert.Equal(["3"], made.Ids);
    }

    private static Reply Contact(string id, string name, DateTimeOffset created)
    {
        using HttpResponseMessage response = new();
        return new Reply(200, System.Text.Json.JsonSerializer.SerializeToElement(new { id, name, created_at = created.ToUnixTimeSeconds() }), response.Headers);
    }

    private static async Task<ProbeResult> AskAsync(FakeIntercomServer server, string name, ProbeSettings? settings = null)
    {
        using HttpClient http = server.CreateClient();
        ProbeRun run = new(http, settings ?? Settings, new RunMark(), _ => { });
        (IReadOnlyList<ProbeResult> results, IReadOnlyList<string> left) = await run.RunAsync([Probe.Find(name)!], CancellationToken.None);
        Assert.Empty(left);
        return Assert.Single(results);
    }

    // Run ids and Intercom's ids differ from run to run.
    private static string Normalised(Exchange exchange) => Ids().Replace(exchange.Request, "…");

    [GeneratedRegex("(?<=robe[- ])[0-9a-f]{12}|(?<=/contacts/)(created-[0-9]+|[0-9a-f]{24})")]
    private static partial Regex Ids();

    [GeneratedRegex("find_by_external_id: after ([0-9.]+) s; search by email: after ([0-9.]+) s")]
    private static partial Regex Times();
}
