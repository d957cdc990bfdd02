namespace IntercomAnalyzers.Flow;

/// <summary>Which files have a word, see <see cref="WordSet"/>: the files of each word side by side in one array, because a list for each of very many words is dear. Immutable.</summary>
internal sealed class WordIndex
{
    private readonly Dictionary<int, int> ordinals = [];

    // Where the files of each word end.
    private readonly int[] ends;
    private readonly TreeFacts[] files;

    public WordIndex(IEnumerable<TreeFacts> all)
    {
        // The words of all files one after the other, and where each file's words end.
        var (counts, read, places) = (new List<int>(), new List<int>(), new List<(TreeFacts File, int End)>());
        var words = new HashSet<int>();
        foreach (var file in all)
        {
            words.Clear();
            file.AddWords(words);
            foreach (var word in words)
            {
                if (!ordinals.TryGetValue(word, out var ordinal))
                {
                    ordinals.Add(word, ordinal = counts.Count);
                    counts.Add(0);
                }

                counts[ordinal]++;
                read.Add(ordinal);
            }

            places.Add((file, read.Count));
        }

        ends = new int[counts.Count];
        for (var i = 1; i < ends.Length; i++) ends[i] = ends[i - 1] + counts[i - 1];
        files = new TreeFacts[read.Count];
        var at = 0;
        foreach (var (file, end) in places)
        {
            while (at < end) files[ends[read[at++]]++] = file;
        }
    }

    public IReadOnlyList<TreeFacts> this[string word]
    {
        get
        {
            if (!ordinals.TryGetValue(WordSet.HashOf(word), out var ordinal)) return [];
            var start = ordinal == 0 ? 0 : ends[ordinal - 1];
            return new ArraySegment<TreeFacts>(files, start, ends[ordinal] - start);
        }
    }
}
