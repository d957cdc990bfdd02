using System.Collections.Immutable;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// The words of a piece of source text, as hashes: a look at the text that needs no syntax. It may say yes to a word that is not there (a hash that is shared, another case, a comment), never no to one that is.
/// Identifiers that are written with escapes are not seen. Immutable.
/// </summary>
internal sealed class WordSet
{
    // What a word consists of: letters, digits, '_', and whatever is beyond ASCII.
    private static readonly bool[] AsciiParts = Enumerable.Range(0, 128).Select(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_').ToArray();

    [ThreadStatic]
    private static List<int>? scratch;

    // Stands for a tuple on the left of an assignment.
    private const int TupleAssignment = ')';

    private readonly int[] hashes;

    private WordSet(int[] hashes) => this.hashes = hashes;

    /// <summary>The hashes, each once, in rising order.</summary>
    public ReadOnlySpan<int> Hashes => hashes;

    /// <summary>The words between two positions of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where to end.</param>
    /// <param name="isLeftOut">True for a word that is not wanted: its hash, the text, where it begins and ends.</param>
    public static WordSet Of(string text, int start, int end, Func<int, string, int, int, bool> isLeftOut)
    {
        var found = scratch ??= [];
        found.Clear();
        var at = start;
        while (at < end)
        {
            var from = at;
            while (at < end && IsPart(text[at])) at++;
            if (at > from)
            {
                var hash = HashOf(text, from, at);
                if (isLeftOut(hash, text, from, at)) continue;
                found.Add(hash);
                if (IsAssigned(text, at, end)) found.Add(AssignmentTo(hash));
            }
            else
            {
                at++;
                if (text[from] == ')' && IsAssigned(text, at, end)) found.Add(TupleAssignment);
            }
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

    /// <summary>True when the word may stand on the left of an assignment, or where a member or local with that name has an initializer.</summary>
    public bool MayAssign(int hash) => MayContain(AssignmentTo(hash)) || (MayContain(TupleAssignment) && MayContain(hash));

    /// <summary>The same for several words: true for the first that may be here.</summary>
    public bool MayContainAny(ImmutableArray<int> wanted)
    {
        foreach (var hash in wanted)
        {
            if (MayContain(hash)) return true;
        }

        return false;
    }

    /// <inheritdoc cref="MayAssign"/>
    public bool MayAssignAny(List<int> wanted)
    {
        foreach (var hash in wanted)
        {
            if (MayAssign(hash)) return true;
        }

        return false;
    }

    private static int AssignmentTo(int hash) => unchecked((hash * 31) + '=');

    // = and ??=, but not ==; behind a comment anything may stand.
    private static bool IsAssigned(string text, int at, int end)
    {
        while (at < end && char.IsWhiteSpace(text[at])) at++;
        if (at + 2 < end && text[at] == '?' && text[at + 1] == '?') at += 2;
        return at < end && (text[at] == '/' || (text[at] == '=' && !(at + 1 < end && text[at + 1] == '=')));
    }

    private static bool IsPart(char c) => c > 127 || AsciiParts[c];

    // Without case, as far as ASCII goes: names of HTTP headers are compared so.
    private static int HashOf(string text, int start, int end)
    {
        var hash = 17;
        for (var i = start; i < end; i++) hash = unchecked((hash * 31) + (text[i] | 0x20));
        return hash;
    }
}
