namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Somebody to resolve.</summary>
/// <param name="Key">The external_id; all are of one length, so that requests can be compared.</param>
/// <param name="Id">The server's id, or null when the server does not know the person yet.</param>
internal sealed record Person(string Key, string? Id)
{
    /// <summary>How the keys of those begin whom the server knows.</summary>
    public const string Existing = "k-";

    private const string Missing = "n-";

    private static long s_number;

    public string Email { get; } = EmailOf(Key);

    public static string EmailOf(string key) => key + "@example.com";

    /// <summary>A key that was never used before.</summary>
    public static string NextKey(bool exists) => $"{(exists ? Existing : Missing)}{Interlocked.Increment(ref s_number):D9}";
}
