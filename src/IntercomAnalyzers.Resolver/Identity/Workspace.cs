using System.Security.Cryptography;
using System.Text;

namespace IntercomAnalyzers.Resolver;

/// <summary>A workspace: API host and access token, kept as one hash of both. Immutable.</summary>
internal sealed class Workspace
{
    private readonly byte[] _hash;
    private readonly KeyScope _emailScope;
    private readonly KeyScope _externalIdScope;
    private readonly KeyScope _idScope;
    private readonly Lazy<RateGate> _rate;

    public Workspace(Uri root, string authorization)
    {
        using var sha = SHA256.Create();
        _hash = sha.ComputeHash(Encoding.UTF8.GetBytes(root.GetLeftPart(UriPartial.Authority) + "|" + authorization));

        // Half of the hash tells workspaces apart.
        var name = Convert.ToBase64String(_hash, 0, 16).TrimEnd('=');
        _emailScope = new KeyScope(name + "|email");
        _externalIdScope = new KeyScope(name + "|ext");
        _idScope = new KeyScope(name + "|id");
        _rate = new Lazy<RateGate>(() => RateGate.Of(name));
    }

    /// <summary>The gate that all requests of this process to the workspace pass.</summary>
    public RateGate Rate => _rate.Value;

    public IdentityKey EmailKey(string email) => new(_emailScope, email);

    public IdentityKey ExternalIdKey(string externalId) => new(_externalIdScope, externalId);

    public IdentityKey IdKey(string id) => new(_idScope, id);

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
