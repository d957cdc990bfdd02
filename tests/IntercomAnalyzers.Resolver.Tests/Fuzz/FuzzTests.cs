using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CsCheck;

namespace IntercomAnalyzers.Resolver.Tests.Fuzz;

/// <summary>Whatever the server answers: typed failures only, no create after a failed lookup, an end, and no secret in what others can read.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan s_limitForADeadlock = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Any_answers_end_typed_without_a_blind_create_and_without_a_secret()
    {
        var tags = new ConcurrentDictionary<string, bool>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => EnableOwn(instrument, listener) };
        meters.SetMeasurementEventCallback<long>((_, _, measured, _) => Collect(measured, tags));
        meters.SetMeasurementEventCallback<double>((_, _, measured, _) => Collect(measured, tags));
        meters.Start();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "IntercomAnalyzers.Resolver",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Collect(activity.TagObjects.ToArray(), tags),
        };
        ActivitySource.AddActivityListener(activities);

        await FuzzGen.Scenario.SampleAsync(RunAsync, iter: Iterations, threads: 2);

        Assert.NotEmpty(tags);
        Assert.DoesNotContain(tags.Keys, tag => tag.Contains(FuzzScenario.Mark, StringComparison.OrdinalIgnoreCase));
    }

    // More with FUZZ_ITERATIONS, for a run by hand.
    private static long Iterations => long.TryParse(Environment.GetEnvironmentVariable("FUZZ_ITERATIONS"), out var iterations) ? iterations : 3000;

    private static async Task RunAsync(FuzzScenario scenario)
    {
        var time = new InstantTimeProvider();
        var logger = new CapturingLogger();
        var token = FuzzScenario.Mark + "tok" + Guid.NewGuid().ToString("N");
        using var server = new FuzzServer(scenario, token, time);
        using var client = new HttpClient(server) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = new Uri("https://api.intercom.test/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var resolver = new ContactResolver(client, Options(scenario, token, time), logger);
        var texts = new List<string>();
        for (var resolution = 0; resolution < 2; resolution++)
        {
            using var caller = new CancellationTokenSource();
            var (externalId, email) = (scenario.ExternalIdOf(resolution), scenario.EmailOf(resolution));
            server.Begin(externalId, email, caller.Cancel);
            var work = Task.Run(() => ResolveAsync(scenario, resolver, client, externalId, email, caller.Token));
            await Task.WhenAny(work, Task.Delay(s_limitForADeadlock));
            Assert.True(work.IsCompleted, "The resolution does not end.");
            try
            {
                await work;
            }
            catch (Exception exception)
            {
                Assert.True(
                    exception is ContactResolutionException or ArgumentException || (exception is OperationCanceledException && caller.IsCancellationRequested),
                    "Not a typed failure: " + exception);
                texts.Add(exception.ToString());
            }
        }

        lock (server.Violations)
        {
            Assert.True(server.Violations.Count == 0, string.Join(Environment.NewLine, [.. server.Violations, .. logger.Lines]));
        }

        Assert.DoesNotContain(logger.Lines.Concat(texts), text => text.Contains(FuzzScenario.Mark, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task ResolveAsync(FuzzScenario scenario, ContactResolver resolver, HttpClient client, string? externalId, string? email, CancellationToken cancellationToken)
    {
        if (scenario.Form == Form.Resolver)
        {
            var draft = new ContactDraft { ExternalId = externalId, Email = email, Role = scenario.IsLead ? ContactRole.Lead : ContactRole.User, UpdateExisting = scenario.UpdateExisting, Name = "Ann" };
            if (scenario.HasCompany)
            {
                draft.Companies.Add(new CompanyDraft { CompanyId = "6" });
            }

            var resolution = scenario.IsSynchronous ? resolver.FindOrCreate(draft, cancellationToken) : await resolver.FindOrCreateAsync(draft, cancellationToken);
            Assert.NotNull(resolution.EnsureResolved().Id);
            return;
        }

        var isLegacy = scenario.Form == Form.Users;
        var body = new JsonObject { [isLegacy ? "user_id" : "external_id"] = externalId, ["email"] = email, ["name"] = "Ann" };
        if (scenario.IsLead && !isLegacy)
        {
            body["role"] = "lead";
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, isLegacy ? "users" : "contacts") { Content = new StringContent(body.ToJsonString()) };
        using var response = await CallSite.SendAsync(client, request, resolver.Settings, cancellationToken);
        Assert.NotNull(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static ContactResolverOptions Options(FuzzScenario scenario, string token, InstantTimeProvider time) => new()
    {
        AccessToken = token,
        BaseAddress = new Uri("https://api.intercom.test/"),
        ApiVersion = scenario.ApiVersion,
        MaxAttempts = scenario.MaxAttempts,
        TimeProvider = time,
        SharedEmail = (SharedEmailPolicy)(scenario.Policies & 1),
        ArchivedContacts = (ArchivedContactPolicy)((scenario.Policies >> 1) & 1),
        LeadBesideUser = (LeadBesideUserPolicy)((scenario.Policies >> 2) & 1),
        SeveralLeads = (SeveralLeadsPolicy)((scenario.Policies >> 3) & 1),
    };

    private static void EnableOwn(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == "IntercomAnalyzers.Resolver")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static void Collect(ReadOnlySpan<KeyValuePair<string, object?>> measured, ConcurrentDictionary<string, bool> tags)
    {
        foreach (var tag in measured)
        {
            tags[tag.Key + "=" + tag.Value] = true;
        }
    }
}
