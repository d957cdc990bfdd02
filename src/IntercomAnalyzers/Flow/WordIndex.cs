using System.Collections;

namespace IntercomAnalyzers.Flow;

/// <summary>Which files have a word, see <see cref="WordSet"/>: the files of each word side by side in one array, because a list for each of very many words is dear. Immutable.</summary>
internal sealed class WordIndex
{
    private readonly Dictionary<int, int> ordinals = [];

    // Where the files of each word end.
    private readonly int[] ends;

    // As numbers: nothing that a garbage collection would have to look through.
    private readonly int[] places;
    private readonly List<TreeFacts> files;

    public WordIndex(IEnumerable<TreeFacts> all)
    {
        files = all.ToList();
        var counts = new List<int>();
        ForEachWord((ordinal, _) =>
        {
            if (ordinal == counts.Count) counts.Add(0);
            counts[ordinal]++;
        });

        ends = new int[counts.Count];
        for (var i = 1; i < ends.Length; i++) ends[i] = ends[i - 1] + counts[i - 1];
        places = new int[counts.Sum()];
        ForEachWord((ordinal, file) => places[ends[ordinal]++] = file);
    }

    public IReadOnlyList<TreeFacts> this[string word]
    {
        get
        {
            if (!ordinals.TryGetValue(WordSet.HashOf(word), out var ordinal)) return [];
            var start = ordinal == 0 ? 0 : ends[ordinal - 1];
            return new Files(this, start, ends[ordinal] - start);
        }
    }

    // Each word of a file once: its number, and the file's. Words get their numbers when they are first met.
    private void ForEachWord(Action<int, int> met)
    {
        var lastFiles = new List<int>();
        for (var file = 0; file < files.Count; file++)
        {
            foreach (var member in files[file].Members)
            {
                foreach (var hash in member.Words.Hashes)
                {
                    if (!ordinals.TryGetValue(hash, out var ordinal)) ordinals.Add(hash, ordinal = ordinals.Count);
                    if (ordinal == lastFiles.Count) lastFiles.Add(-1);
                    if (lastFiles[ordinal] == file) continue;
                    lastFiles[ordinal] = file;
                    met(ordinal, file);
                }
            }
        }
    }

    private sealed class Files(WordIndex index, int start, int count) : IReadOnlyList<TreeFacts>
    {
        public int Count => count;

        public TreeFacts this[int at] => index.files[index.places[start + at]];

        public IEnumerator<TreeFacts> GetEnumerator()
        {
            for (var i = 0; i < count; i++) yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
