using System.Security.Cryptography;
using System.Text;

namespace IntercomAnalyzers.Resolver;

/// <summary>Turns an identity key into a name that may leave the process.</summary>
internal static class SharedKey
{
    /// <summary>128 bits of a hash. An identity key holds a hash of the access token, so nobody without the token can guess emails from names.</summary>
    public static string Of(IdentityKey key)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(key.ToString())), 0, 16).Replace("-", string.Empty);
    }
}
