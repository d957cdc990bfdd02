using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IntercomAnalyzers.Resolver;

/// <summary>
/// 128 bits in place of an identifier, as locks and markers of this process keep it: many are kept, and a collector has nothing to do with them. Two people with the same bits
/// would wait for each other, and look once more: what a marker names is read and compared. Not for other processes, because the seed is random.
/// </summary>
internal readonly struct KeyHash : IEquatable<KeyHash>
{
    private static readonly long s_seed = RandomSeed();

    private readonly ulong _high;
    private readonly ulong _low;

    private KeyHash(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    /// <summary>The hash of a text in this process.</summary>
    public static KeyHash Of(string text) => Of(text, s_seed);

    /// <summary>The hash of a text within a scope that has a hash of its own.</summary>
    public static KeyHash Of(KeyHash scope, string text) => Of(text, (long)scope._low);

    /// <summary>A number below <paramref name="parts"/>, a power of two, from other bits than <see cref="GetHashCode"/>.</summary>
    public int Part(int parts) => (int)(_high & (uint)(parts - 1));

    public bool Equals(KeyHash other) => _low == other._low && _high == other._high;

    public override bool Equals(object? obj) => obj is KeyHash other && Equals(other);

    public override int GetHashCode() => (int)_low;

    private static KeyHash Of(string text, long seed)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(MemoryMarshal.AsBytes(text.AsSpan()), hash, seed);
        return new KeyHash(MemoryMarshal.Read<ulong>(hash), MemoryMarshal.Read<ulong>(hash.Slice(8)));
    }

    private static long RandomSeed()
    {
        using var random = RandomNumberGenerator.Create();
        var seed = new byte[8];
        random.GetBytes(seed);
        return BitConverter.ToInt64(seed, 0);
    }
}
