namespace IntercomAnalyzers.Resolver;

/// <summary>An id as the examples of Intercom's API reference have them, 24 hexadecimal digits in lower case, in 12 bytes. Others are kept as texts.</summary>
internal readonly struct ObjectId : IEquatable<ObjectId>
{
    private const int Length = 24;

    private const byte NoDigit = 0xFF;

    private readonly ulong _high;
    private readonly uint _low;

    private ObjectId(ulong high, uint low)
    {
        _high = high;
        _low = low;
    }

    // The value of each ASCII character.
    private static ReadOnlySpan<byte> Values =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    /// <summary>Null for an id of any other form.</summary>
    public static ObjectId? TryParse(string id)
    {
        if (id.Length != Length)
        {
            return null;
        }

        // Without branches: the digits of an id are random, and no processor guesses them.
        var (high, low, all) = (0UL, 0U, 0U);
        foreach (var digit in id)
        {
            var value = digit < Values.Length ? (uint)Values[digit] : NoDigit;
            all |= value;
            high = (high << 4) | (low >> 28);
            low = (low << 4) | (value & 15);
        }

        return all < 16 ? new ObjectId(high, low) : null;
    }

    public bool Equals(ObjectId other) => _high == other._high && _low == other._low;

    public override bool Equals(object? obj) => obj is ObjectId other && Equals(other);

    public override int GetHashCode() => (_high, _low).GetHashCode();

    public override string ToString()
    {
        Span<char> digits = stackalloc char[Length];
        var (high, low) = (_high, _low);
        for (var i = Length - 1; i >= 0; i--)
        {
            digits[i] = "0123456789abcdef"[(int)(low & 15)];
            low = (low >> 4) | ((uint)(high & 15) << 28);
            high >>= 4;
        }

        return digits.ToString();
    }
}
