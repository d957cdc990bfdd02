using System.Collections;

namespace IntercomAnalyzers.Flow;

/// <summary>
/// An immutable map for few entries: one array, searched from the end. A path knows a few dozen values, and copies of a short array cost a fraction of the nodes of a tree. A map that grows mostly
/// shares the array of the map before: the new entry stands behind the end of that one. Thread-safe.
/// </summary>
internal sealed class SmallMap<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
    where TValue : notnull
{
    private readonly IEqualityComparer<TKey> comparer;
    private readonly Room room;
    private readonly int count;
    private readonly int hash;

    private SmallMap(IEqualityComparer<TKey> comparer, Room room, int count, int hash)
    {
        this.comparer = comparer;
        this.room = room;
        this.count = count;
        this.hash = hash;
    }

    public int Count => count;

    public bool IsEmpty => count == 0;

    public IEnumerable<TKey> Keys => room.Entries.Take(count).Select(e => e.Key);

    public IEnumerable<TValue> Values => room.Entries.Take(count).Select(e => e.Value);

    public TValue this[TKey key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException();

    public static SmallMap<TKey, TValue> Create(IEqualityComparer<TKey> comparer) => new(comparer, new Room(0), 0, 0);

    public bool TryGetValue(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        var index = count == 0 ? -1 : IndexOf(key, comparer.GetHashCode(key));
        value = index < 0 ? default : room.Entries[index].Value;
        return index >= 0;
    }

    public bool ContainsKey(TKey key) => count > 0 && IndexOf(key, comparer.GetHashCode(key)) >= 0;

    public SmallMap<TKey, TValue> SetItem(TKey key, TValue value)
    {
        var keyHash = comparer.GetHashCode(key);
        var index = IndexOf(key, keyHash);
        var entry = new Entry(keyHash, key, value);
        if (index < 0) return new(comparer, room.Extended(count, entry), count + 1, hash ^ entry.ContentHash);
        if (ReferenceEquals(room.Entries[index].Value, value)) return this;
        var copy = room.Copy(count, count);
        copy.Entries[index] = entry;
        return new(comparer, copy, count, hash ^ room.Entries[index].ContentHash ^ entry.ContentHash);
    }

    /// <summary>The entries that fulfil a condition; this map when all do.</summary>
    public SmallMap<TKey, TValue> Where(Func<TKey, TValue, bool> keep)
    {
        Room? kept = null;
        var whole = hash;
        for (var i = 0; i < count; i++)
        {
            ref readonly var entry = ref room.Entries[i];
            if (keep(entry.Key, entry.Value))
            {
                kept?.Add(entry);
                continue;
            }

            kept ??= room.Copy(i, count);
            whole ^= entry.ContentHash;
        }

        return kept is null ? this : new(comparer, kept, kept.Used, whole);
    }

    public SmallMap<TKey, TValue> Remove(TKey key) => Where((k, _) => !comparer.Equals(k, key));

    /// <summary>Same keys with equal values, in whatever order.</summary>
    public bool SameAs(SmallMap<TKey, TValue> other)
    {
        if (count != other.count || hash != other.hash) return false;
        if (ReferenceEquals(room, other.room)) return true;
        for (var i = 0; i < count; i++)
        {
            ref readonly var entry = ref room.Entries[i];
            // Maps of one body mostly have their entries in the same places.
            var twin = other.room.Entries[i].Hash == entry.Hash && comparer.Equals(other.room.Entries[i].Key, entry.Key) ? i : other.IndexOf(entry.Key, entry.Hash);
            if (twin < 0 || !(ReferenceEquals(entry.Value, other.room.Entries[twin].Value) || entry.Value.Equals(other.room.Entries[twin].Value))) return false;
        }

        return true;
    }

    /// <summary>A hash of all entries that does not depend on their order; kept up to date with each change.</summary>
    public int ContentHash => hash;

    public Enumerator GetEnumerator() => new(room.Entries, count);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(TKey key, int hash)
    {
        var entries = room.Entries;
        for (var i = count - 1; i >= 0; i--)
        {
            if (entries[i].Hash == hash && comparer.Equals(entries[i].Key, key)) return i;
        }

        return -1;
    }

    /// <summary>Enumerates without an allocation.</summary>
    public struct Enumerator(Entry[] entries, int count) : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private int index = -1;

        public readonly KeyValuePair<TKey, TValue> Current => new(entries[index].Key, entries[index].Value);

        readonly object IEnumerator.Current => Current;

        public bool MoveNext() => ++index < count;

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

    /// <summary>The entries of one map and of those that grew out of it. A place is written once, before any map that counts it exists.</summary>
    internal sealed class Room(int capacity)
    {
        private int used;

        public Entry[] Entries { get; } = new Entry[capacity];

        public int Used => used;

        /// <summary>This room, or a larger one, with an entry behind the first <paramref name="count"/>.</summary>
        public Room Extended(int count, in Entry entry)
        {
            var target = this;
            // Two maps can grow out of one: the second finds its place taken.
            if (count == Entries.Length || Interlocked.CompareExchange(ref used, count + 1, count) != count)
            {
                // A map of one entry leaves no place: the static ones would keep what the first body wrote behind them.
                target = Copy(count, count == 0 ? 1 : Math.Max(4, count * 2));
                target.used = count + 1;
            }

            target.Entries[count] = entry;
            return target;
        }

        public Room Copy(int count, int capacity)
        {
            var copy = new Room(capacity) { used = count };
            Array.Copy(Entries, copy.Entries, count);
            return copy;
        }

        /// <summary>Only while no map has this room yet.</summary>
        public void Add(in Entry entry) => Entries[used++] = entry;
    }
}
