using FakeIntercom;

namespace IntercomProbes.Tests;

public sealed class CommandTests : IAsyncLifetime
{
    private const string Token = "t0ken-that-nobody-sees";

    private FakeIntercomServer server = null!;

    private string Address => server.BaseAddress.ToString();

    public async Task InitializeAsync() => server = await FakeIntercomServer.StartAsync(new FakeIntercomOptions { AccessToken = Token, AppId = "testapp" });

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_dry_run_needs_no_token_sends_nothing_and_shows_the_requests()
    {
        (int exitCode, string output) = await CommandRun.RunAsync(null, "--base-address", Address);
        Assert.Equal(0, exitCode);
        Assert.Empty(server.Workspace.Requests);
        Assert.Contains("GET /me", output, StringComparison.Ordinal);
        Assert.Contains("POST /contacts {\"role\":\"user\",\"external_id\":\"probe-", output, StringComparison.Ordinal);
        Assert.Contains("DELETE /contacts/created-1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("rate-limit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_probes_get_a_reading_and_leave_nothing_behind()
    {
        server.Workspace.Add(email: "somebody@example.com");
        (int exitCode, string output) = await CommandRun.RunAsync(Token, "--apply", "--workspace", "testapp", "--base-address", Address, "--rounds", "2", "--poll", "50ms");
        Assert.Equal(0, exitCode);
        Assert.Contains("0 contacts left", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no reading", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
        Assert.Equal("somebody@example.com", Assert.Single(server.Workspace.LiveContacts).Email);
        Assert.All(
            server.Workspace.Contacts.Where(contact => !contact.IsLive),
            contact => Assert.True(contact.Name!.StartsWith("Probe ", StringComparison.Ordinal) && contact.Email?.EndsWith("@example.com", StringComparison.Ordinal) != false));
    }

    [Fact]
    public async Task Nothing_is_written_to_another_workspace()
    {
        (int exitCode, string output) = await CommandRun.RunAsync(Token, "--apply", "--workspace", "other", "--base-address", Address);
        Assert.Equal(2, exitCode);
        Assert.Contains("belongs to the workspace 'testapp', and --workspace says 'other'", output, StringComparison.Ordinal);
        Assert.Equal(["GET /me"], server.Workspace.Requests.Select(request => request.Route));
    }

    [Fact]
    public async Task A_refused_token_ends_the_run_and_is_not_shown()
    {
        (int exitCode, string output) = await CommandRun.RunAsync("wr0ng-token", "--apply", "--workspace", "testapp", "--base-address", Address);
        Assert.Equal(2, exitCode);
        Assert.Contains("401", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-token", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    public async Task Without_a_usable_token_nothing_is_sent(string? token)
    {
        (int exitCode, string output) = await CommandRun.RunAsync(token, "--apply", "--workspace", "testapp", "--base-address", Address);
        Assert.Equal(2, exitCode);
        Assert.Contains("INTERCOM_TOKEN", output, StringComparison.Ordinal);
        Assert.DoesNotContain("lines", output, StringComparison.Ordinal);
        Assert.Empty(server.Workspace.Requests);
    }

    [Theory]
    [InlineData("--workspace", "--apply")]
    [InlineData("--probes", "--probes", "nothing")]
    [InlineData("--base-address", "--base-address", "http://intercom.example.com")]
    [InlineData("--base-address", "--base-address", "nothing")]
    [InlineData("--rounds", "--rounds", "0")]
    [InlineData("--lag-limit", "--lag-limit", "soon")]
    public async Task Bad_options_are_named(string option, params string[] arguments)
    {
        (int exitCode, string output) = await CommandRun.RunAsync(Token, arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains(option, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_without_a_reading_fails_the_run()
    {
        server.Faults.Enqueue(Routes.UpdateContact, FaultKind.ServerErrorBeforeWrite);
        (int exitCode, string output) = await CommandRun.RunAsync(
            Token, "--apply", "--workspace", "testapp", "--base-address", Address, "--probes", "update-conflicts", "--poll", "50ms");
        Assert.Equal(1, exitCode);
        Assert.Contains("no reading", output, StringComparison.Ordinal);
        Assert.Empty(server.Workspace.LiveContacts);
    }

    [Fact]
    public async Task Contacts_that_cannot_be_deleted_are_named()
    {
        server.Faults.Enqueue(Routes.DeleteContact, FaultKind.ServerErrorBeforeWrite, times: 100);
        (int exitCode, string output) = await CommandRun.RunAsync(
            Token, "--apply", "--workspace", "testapp", "--base-address", Address, "--probes", "second-email-on-known-key", "--poll", "10ms");
        Assert.Equal(1, exitCode);
        Assert.Contains($"Not deleted; archive them in Intercom: {Assert.Single(server.Workspace.LiveContacts).Id}", output, StringComparison.Ordinal);
    }
}
