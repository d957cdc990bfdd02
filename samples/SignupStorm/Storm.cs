using System.Diagnostics;
using System.Net.Http.Headers;
using FakeIntercom;
using IntercomAnalyzers.Resolver;

namespace SignupStorm;

/// <summary>What one variant made of the traffic.</summary>
/// <param name="Lost">Sign-ups that ended without a contact for the person and without a typed failure.</param>
internal sealed record Outcome(string Variant, bool IsResolved, int SignUps, int Contacts, int Duplicates, int Lost, int Failures, double RequestsPerSignUp, TimeSpan P50, TimeSpan P99, double PerSecond);

/// <summary>Sends the traffic of one run against a fake Intercom of its own.</summary>
internal static class Storm
{
    public static async Task<Outcome> RunAsync(Variant variant, Traffic traffic, Action<int> progress, CancellationToken cancellationToken)
    {
        var share = traffic.FaultRate;
        await using var server = await FakeIntercomServer.StartAsync(
            new FakeIntercomOptions
            {
                SearchLag = traffic.SearchLag,
                RateLimitWindow = TimeSpan.FromSeconds(1),
                Faults = new FaultPlan(
                    traffic.Seed,
                    new FaultRate(Routes.Any, new Fault(FaultKind.RateLimited), share * 0.5),
                    new FaultRate(Routes.Any, new Fault(FaultKind.ServerErrorBeforeWrite), share * 0.25),
                    new FaultRate(Routes.Any, new Fault(FaultKind.AbortAfterWrite), share * 0.15),
                    new FaultRate(Routes.Any, new Fault(FaultKind.AbortBeforeWrite), share * 0.1)),
            },
            cancellationToken);

        // The code under test names Intercom's own host, as users' code does; the handler leads it to the fake.
        using var http = new HttpClient(new RedirectingHandler(server.BaseAddress) { InnerHandler = new SocketsHttpHandler() });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "fake-token");
        var forms = traffic.Generate();
        var latencies = new TimeSpan[forms.Count];
        var failed = new bool[forms.Count];
        var typed = new bool[forms.Count];
        var done = 0;
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, forms.Count, new ParallelOptions { MaxDegreeOfParallelism = traffic.Concurrency, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var started = Stopwatch.GetTimestamp();
            for (var attempt = 0; attempt <= traffic.Retries; attempt++)
            {
                try
                {
                    await variant.RegisterAsync(http, forms[i], token);
                    failed[i] = false;
                    break;
                }
                catch (Exception e) when (e is HttpRequestException or ContactResolutionException or TaskCanceledException && !token.IsCancellationRequested)
                {
                    failed[i] = true;
                    typed[i] = e is ContactResolutionException;
                }
            }

            latencies[i] = Stopwatch.GetElapsedTime(started);
            progress(Interlocked.Increment(ref done));
        });
        clock.Stop();
        var contacts = server.Workspace.LiveContacts;
        var known = contacts.Select(c => c.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Array.Sort(latencies);
        return new Outcome(
            variant.Name,
            variant.IsResolved,
            forms.Count,
            contacts.Count,
            server.Workspace.DuplicateCount(),
            Enumerable.Range(0, forms.Count).Count(i => !known.Contains(forms[i].Email) && !(failed[i] && typed[i])),
            failed.Count(f => f),
            (double)server.Workspace.Requests.Count / forms.Count,
            latencies[latencies.Length / 2],
            latencies[latencies.Length * 99 / 100],
            forms.Count / clock.Elapsed.TotalSeconds);
    }

    private sealed class RedirectingHandler(Uri server) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
