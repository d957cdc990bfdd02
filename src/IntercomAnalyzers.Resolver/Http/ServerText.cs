namespace IntercomAnalyzers.Resolver;

/// <summary>Lets through what a server's text may contribute to logs and messages: short plain words that repeat none of the caller's secrets.</summary>
internal readonly struct ServerText(string token, ContactIdentity identity)
{
    private const int MaxLength = 100;

    // A short key ("7", "ann") is part of half of all words; only as a whole it says anything.
    private const int MinPartLength = 6;

    public string? Clean(string? text) => text is not null && text.Length <= MaxLength && IsPlain(text) && !Repeats(text) ? text : null;

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (!IsPlain(c))
            {
                return false;
            }
        }

        return true;
    }

    private bool Repeats(string text) =>
        Repeats(text, token) || Repeats(text, identity.ExternalId) || Repeats(text, identity.Email) || Repeats(text, identity.EmailAsTyped);

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.' or ':';

    private static bool Repeats(string text, string? secret) => !string.IsNullOrEmpty(secret) && (secret!.Length < MinPartLength
        ? string.Equals(text, secret, StringComparison.OrdinalIgnoreCase)
        : text.IndexOf(secret, StringComparison.OrdinalIgnoreCase) >= 0);
}
