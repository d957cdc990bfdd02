using System.Collections;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// An immutable map for few entries: one array, searched from the end. A path knows a few dozen values, and copies of a short array cost a fraction of the nodes of a tree. Thread-safe.
/// </summary>
internal sealed class SmallMap<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
    where TValue : notnull
{
    private readonly IEqualityComparer<TKey> comparer;
    private readonly Entry[] entries;
    private readonly int hash;

    private SmallMap(IEqualityComparer<TKey> comparer, Entry[] entries, int hash)
    {
        this.comparer = comparer;
        this.entries = entries;
        this.hash = hash;
    }

    public int Count => entries.Length;

    public bool IsEmpty => entries.Length == 0;

    public IEnumerable<TKey> Keys => entries.Select(e => e.Key);

    public IEnumerable<TValue> Values => entries.Select(e => e.Value);

    public TValue this[TKey key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException();

    public static SmallMap<TKey, TValue> Create(IEqualityComparer<TKey> comparer) => new(comparer, [], 0);

    public bool TryGetValue(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        var index = entries.Length == 0 ? -1 : IndexOf(key, comparer.GetHashCode(key));
        value = index < 0 ? default : entries[index].Value;
        return index >= 0;
    }

    public bool ContainsKey(TKey key) => entries.Length > 0 && IndexOf(key, comparer.GetHashCode(key)) >= 0;

    public SmallMap<TKey, TValue> SetItem(TKey key, TValue value)
    {
        var keyHash = comparer.GetHashCode(key);
        var index = IndexOf(key, keyHash);
        var whole = hash;
        Entry[] copy;
        if (index >= 0)
        {
            if (ReferenceEquals(entries[index].Value, value)) return this;
            whole ^= entries[index].ContentHash;
            copy = (Entry[])entries.Clone();
        }
        else
        {
            index = entries.Length;
            copy = new Entry[index + 1];
            Array.Copy(entries, copy, index);
        }

        copy[index] = new Entry(keyHash, key, value);
        return new(comparer, copy, whole ^ copy[index].ContentHash);
    }

    /// <summary>The entries that fulfil a condition; this map when all do.</summary>
    public SmallMap<TKey, TValue> Where(Func<TKey, TValue, bool> keep)
    {
        List<Entry>? kept = null;
        var whole = hash;
        for (var i = 0; i < entries.Length; i++)
        {
            if (keep(entries[i].Key, entries[i].Value))
            {
                kept?.Add(entries[i]);
                continue;
            }

            kept ??= [.. entries.Take(i)];
            whole ^= entries[i].ContentHash;
        }

        return kept is null ? this : new(comparer, [.. kept], whole);
    }

    public SmallMap<TKey, TValue> Remove(TKey key) => Where((k, _) => !comparer.Equals(k, key));

    /// <summary>Same keys with equal values, in whatever order.</summary>
    public bool SameAs(SmallMap<TKey, TValue> other)
    {
        if (ReferenceEquals(entries, other.entries)) return true;
        if (entries.Length != other.entries.Length || hash != other.hash) return false;
        for (var i = 0; i < entries.Length; i++)
        {
            // Maps of one body mostly have their entries in the same places.
            var twin = other.entries[i].Hash == entries[i].Hash && comparer.Equals(other.entries[i].Key, entries[i].Key) ? i : other.IndexOf(entries[i].Key, entries[i].Hash);
            if (twin < 0 || !(ReferenceEquals(entries[i].Value, other.entries[twin].Value) || entries[i].Value.Equals(other.entries[twin].Value))) return false;
        }

        return true;
    }

    /// <summary>A hash of all entries that does not depend on their order; kept up to date with each change.</summary>
    public int ContentHash => hash;

    public Enumerator GetEnumerator() => new(entries);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(TKey key, int hash)
    {
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            if (entries[i].Hash == hash && comparer.Equals(entries[i].Key, key)) return i;
        }

        return -1;
    }

    /// <summary>Enumerates without an allocation.</summary>
    public struct Enumerator(Entry[] entries) : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private int index = -1;

        public readonly KeyValuePair<TKey, TValue> Current => new(entries[index].Key, entries[index].Value);

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++index < entries.Length;

        public void Reset() => index = -1;

        public readonly void Dispose()
        {
        }
    }

    internal readonly struct Entry(int hash, TKey key, TValue value)
    {
        public readonly int Hash = hash;
        public readonly TKey Key = key;
        public readonly TValue Value = value;

        public int ContentHash => unchecked((Hash * 397) ^ (Value.GetHashCode() * 31));
    }
}
