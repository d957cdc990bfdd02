using System.Security.Cryptography;
using System.Text;

namespace IntercomAnalyzers.Resolver;

/// <summary>A workspace: API host and access token, kept as one hash of both. Immutable.</summary>
internal sealed class Workspace
{
    private readonly byte[] _hash;
    private readonly string _prefix;
    private readonly Lazy<RateGate> _rate;

    public Workspace(Uri root, string authorization)
    {
        using var sha = SHA256.Create();
        _hash = sha.ComputeHash(Encoding.UTF8.GetBytes(root.GetLeftPart(UriPartial.Authority) + "|" + authorization));

        // Short, because every lock, cache and marker hashes the keys: half of the hash.
        _prefix = Convert.ToBase64String(_hash, 0, 16).TrimEnd('=');
        _rate = new Lazy<RateGate>(() => RateGate.Of(_prefix));
    }

    /// <summary>The gate that all requests of this process to the workspace pass.</summary>
    public RateGate Rate => _rate.Value;

    public IdentityKey Key(string kind, string value) => new(_prefix, kind, value);

    /// <summary>Keyed with the hash of host and token, so that a log alone does not allow guessing emails.</summary>
    public string Hash(string value)
    {
#if NET8_0_OR_GREATER
        return Hex(HMACSHA256.HashData(_hash, Encoding.UTF8.GetBytes(value)), 8);
#else
        using var hmac = new HMACSHA256(_hash);
        return Hex(hmac.ComputeHash(Encoding.UTF8.GetBytes(value)), 8);
#endif
    }

    private static string Hex(byte[] bytes, int count) => BitConverter.ToString(bytes, 0, count).Replace("-", string.Empty);
}
