namespace IntercomAnalyzers.Flow;

/// <summary>
/// The words of a piece of source text, as hashes: a look at the text that needs no syntax. It may say yes to a word that is not there (a hash that is shared, another case, a comment), never no to one that is.
/// Identifiers that are written with escapes are not seen. Immutable.
/// </summary>
internal sealed class WordSet
{
    [ThreadStatic]
    private static List<int>? scratch;

    private readonly int[] hashes;

    private WordSet(int[] hashes) => this.hashes = hashes;

    /// <summary>The hashes, each once, in rising order.</summary>
    public IReadOnlyList<int> Hashes => hashes;

    /// <summary>The words between two positions of a text.</summary>
    public static WordSet Of(string text, int start, int end)
    {
        var found = scratch ??= [];
        found.Clear();
        for (var at = start; at < end; at++)
        {
            if (!IsPart(text[at])) continue;
            var from = at;
            while (at < end && IsPart(text[at])) at++;
            if (!char.IsDigit(text[from])) found.Add(HashOf(text, from, at));
        }

        found.Sort();
        var count = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (i == 0 || found[i] != found[i - 1]) found[count++] = found[i];
        }

        found.RemoveRange(count, found.Count - count);
        return new WordSet(found.ToArray());
    }

    public static int HashOf(string word) => HashOf(word, 0, word.Length);

    public bool MayContain(int hash) => Array.BinarySearch(hashes, hash) >= 0;

    public bool MayContain(string word) => MayContain(HashOf(word));

    private static bool IsPart(char c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a' || (uint)(c - '0') <= 9 || c == '_' || c > 127;

    // Without case, as far as ASCII goes: names of HTTP headers are compared so.
    private static int HashOf(string text, int start, int end)
    {
        var hash = 17;
        for (var i = start; i < end; i++) hash = unchecked((hash * 31) + (text[i] | 0x20));
        return hash;
    }
}
