using System.Net;

namespace SignupStorm.Workers;

/// <summary>What one worker does in one variant: every <paramref name="Shares"/>th sign-up of the traffic, from number <paramref name="Share"/> on.</summary>
internal sealed record WorkerJob(
    string Variant,
    Uri BaseAddress,
    string AccessToken,
    int Persons,
    int SignUpsPerPerson,
    int Seed,
    TrafficShape Traffic,
    int Share,
    int Shares,
    int Concurrency,
    int Retries,
    TimeSpan RequestTimeout,
    TimeSpan SearchLag,
    string? RedisHost,
    int RedisPort,
    string RunId)
{
    public static WorkerJob Create(StormOptions options, string variant, Uri baseAddress, string accessToken, string runId, int share) => new(
        variant,
        baseAddress,
        accessToken,
        options.Persons,
        options.SignUpsPerPerson,
        options.Seed,
        options.Traffic,
        share,
        options.Processes,
        ConcurrencyOf(options, share),
        options.Retries,
        options.RequestTimeout,
        options.SearchLag,
        options.Redis?.Host,
        options.Redis?.Port ?? 0,
        runId);

    public DnsEndPoint? RedisEndPoint() => RedisHost is null ? null : new DnsEndPoint(RedisHost, RedisPort);

    private static int ConcurrencyOf(StormOptions options, int share) =>
        Math.Max(1, (options.Concurrency / options.Processes) + (share < options.Concurrency % options.Processes ? 1 : 0));
}
