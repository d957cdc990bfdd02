using System.Collections.Immutable;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Recognises reads of caches and of collections that outlive the call: a miss there says nothing about the server.</summary>
internal static class CacheReads
{
    /// <summary>The methods of interest.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "TryGetValue", "TryGet", "ContainsKey", "Contains", "Add", "TryAdd", "GetOrAdd", "GetOrAddAsync", "GetOrCreate", "GetOrCreateAsync", "GetOrSet", "GetOrSetAsync", "GetString", "GetStringAsync", "Get", "GetAsync",
        "GetValueOrDefault",
    };

    /// <summary>Those that few methods call but readers of a cache: a helper with one of them is followed.</summary>
    public static readonly HashSet<string> TellingNames = new(StringComparer.Ordinal) { "TryGetValue", "ContainsKey", "GetOrAdd", "GetOrCreate", "GetOrCreateAsync", "GetOrSet", "GetOrSetAsync", "GetString", "GetStringAsync" };

    private static readonly string[] CacheSpaces =
    [
        "Microsoft.Extensions.Caching.Memory", "Microsoft.Extensions.Caching.Distributed", "Microsoft.Extensions.Caching.Hybrid", "System.Runtime.Caching", "ZiggyCreatures.Caching.Fusion", "LazyCache",
    ];

    private static readonly string[] CollectionSpaces = ["System.Collections", "System.Collections.Generic", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Collections.Frozen"];

    /// <summary>The read as a call whose question is the key, or null when the method is no such read.</summary>
    public static IntercomCall? Recognise(IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments)
    {
        if (!Names.Contains(method.Name)) return null;
        var inputs = method.IsExtensionMethod && receiver is null ? arguments.RemoveAt(0) : arguments;
        var store = method.IsExtensionMethod && receiver is null ? arguments[0] : receiver;
        if (store is null || inputs is not [{ Kind: not ValueKeyKind.Function } key, ..]) return null;
        var type = method.ContainingType;
        if (!(IsCollection(type) ? OutlivesCall(store) : IsCache(type.ContainingNamespace))) return null;
        return new IntercomCall(CallKind.CacheRead, "cache", type.Name + "." + method.Name)
        {
            Asked = ImmutableArray.Create(new SentIdentifier(LookupNames.AnyIdentifier, key)),
            TrueMeans = method.Name is "Add" or "TryAdd" ? MatchSet.None : MatchSet.One,
        };
    }

    private static bool IsCache(INamespaceSymbol? space) => CacheSpaces.Any(space.Is);

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.Name is "Dictionary" or "IDictionary" or "IReadOnlyDictionary" or "ConcurrentDictionary" or "ImmutableDictionary" or "IImmutableDictionary" or "FrozenDictionary" or "SortedDictionary" or "HashSet" or "ISet" or "IReadOnlySet"
            or "SortedSet" or "ImmutableHashSet" or "FrozenSet" or "List" or "ICollection" or "CollectionExtensions" or "Hashtable" && CollectionSpaces.Any(type.ContainingNamespace.Is);

    // A field or static member; a local collection lives no longer than the call.
    private static bool OutlivesCall(ValueKey store)
    {
        while (store.Kind == ValueKeyKind.Member && store.Parts[0].Kind == ValueKeyKind.Member) store = store.Parts[0];
        return store.Kind == ValueKeyKind.Member ? store.Parts[0].Kind == ValueKeyKind.This : store is { Kind: ValueKeyKind.Symbol, Datum: IFieldSymbol or IPropertySymbol };
    }
}
