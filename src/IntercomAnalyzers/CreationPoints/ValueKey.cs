using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.CreationPoints;

/// <summary>What a <see cref="ValueKey"/> stands for.</summary>
internal enum ValueKeyKind : byte
{
    /// <summary>A parameter, local, static member, or a type used as a value.</summary>
    Symbol,

    /// <summary><c>this</c>.</summary>
    This,

    /// <summary>A property or field of another value; further parts are indexer arguments.</summary>
    Member,

    /// <summary>A constant; a null datum is the null reference.</summary>
    Constant,

    /// <summary>The value of a method call that gives the same value for the same arguments.</summary>
    Call,

    /// <summary>A value of which nothing is known but where it came from.</summary>
    Opaque,

    /// <summary>What an Intercom call answered.</summary>
    Result,

    /// <summary>The exception that an Intercom call threw.</summary>
    Thrown,

    /// <summary>An object built in sight: the parts are its members' values, the datum their names.</summary>
    Object,

    /// <summary>An array or list built in sight.</summary>
    List,

    /// <summary>Text put together from parts.</summary>
    Concat,

    /// <summary>A comparison of two values; the datum is the operator.</summary>
    Compare,

    Not,
    And,
    Or,

    /// <summary>A lambda or local function used as a value.</summary>
    Function,
}

/// <summary>
/// A value as an expression over what does not change: two values are the same when their keys are equal. Immutable, compared by structure.
/// Wrappings that leave the identity of a value alone (Trim, ToString, casts, await …) are removed before a key is made.
/// </summary>
internal sealed class ValueKey : IEquatable<ValueKey>
{
    private const int MaximumDepth = 24;
    private const int MaximumSize = 400;

    private static readonly ImmutableArray<ValueKey> None = ImmutableArray<ValueKey>.Empty;

    public static readonly ValueKey Null = new(ValueKeyKind.Constant, null, None);
    public static readonly ValueKey True = new(ValueKeyKind.Constant, true, None);
    public static readonly ValueKey False = new(ValueKeyKind.Constant, false, None);
    public static readonly ValueKey This = new(ValueKeyKind.This, null, None);

    private readonly int hash;

    // One bit for this key and for every part of it: what has no bit here is no part.
    private readonly ulong bits;

    private ValueKey(ValueKeyKind kind, object? datum, ImmutableArray<ValueKey> parts)
    {
        Kind = kind;
        Datum = datum;
        Parts = parts;
        var code = ((int)kind * 397) ^ DatumHash(datum);
        foreach (var part in Parts)
        {
            code = unchecked((code * 31) + part.hash);
            if (part.Depth > Depth) Depth = part.Depth;
            Size += part.Size;
            HasResult |= part.HasResult;
            HasParameter |= part.HasParameter;
            bits |= part.bits;
        }

        Depth++;
        Size++;
        hash = code;
        bits |= Bit(code);
        HasResult |= kind is ValueKeyKind.Result or ValueKeyKind.Thrown;
        HasParameter |= datum is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation } };
    }

    public ValueKeyKind Kind { get; }

    public object? Datum { get; }

    public ImmutableArray<ValueKey> Parts { get; }

    public byte Depth { get; }

    public int Size { get; }

    /// <summary>True when the value depends on what an Intercom call answered.</summary>
    public bool HasResult { get; }

    /// <summary>True when the value depends on a parameter of a method that can be called by name: what a caller passes may decide.</summary>
    public bool HasParameter { get; }

    public bool IsNull => Kind == ValueKeyKind.Constant && Datum is null;

    public ISymbol? SymbolDatum => Datum as ISymbol;

    public CallSite? Site => Datum as CallSite;

    /// <summary>The name of the member or method, also of one that is bound at run time.</summary>
    public string? Name => SymbolDatum?.Name ?? (Kind == ValueKeyKind.Member ? Datum as string : null);

    public static ValueKey Symbol(ISymbol symbol) => new(ValueKeyKind.Symbol, symbol, None);

    public static ValueKey Constant(object? value) => value switch
    {
        null => Null,
        bool truth => truth ? True : False,
        _ => new(ValueKeyKind.Constant, value, None),
    };

    public static ValueKey Opaque(object origin) => new(ValueKeyKind.Opaque, origin, None);

    /// <summary>A value that is computed from others in a way that is not understood; it still depends on what they depend on.</summary>
    public static ValueKey Opaque(object origin, IEnumerable<ValueKey> from) => Bounded(ValueKeyKind.Opaque, origin, from.ToImmutableArray());

    public static ValueKey Result(CallSite site) => new(ValueKeyKind.Result, site, None);

    public static ValueKey Thrown(CallSite site) => new(ValueKeyKind.Thrown, site, None);

    public static ValueKey Function(object function) => new(ValueKeyKind.Function, function, None);

    public static ValueKey Member(ValueKey receiver, ISymbol member) => Bounded(ValueKeyKind.Member, member, ImmutableArray.Create(receiver));

    /// <summary>A member of a dynamic value, or the value under a key.</summary>
    public static ValueKey Member(ValueKey receiver, string name) => Bounded(ValueKeyKind.Member, name, ImmutableArray.Create(receiver));

    public static ValueKey Indexer(ValueKey receiver, ISymbol member, ImmutableArray<ValueKey> arguments) =>
        Bounded(ValueKeyKind.Member, member, arguments.Insert(0, receiver));

    public static ValueKey Call(ISymbol method, ImmutableArray<ValueKey> arguments) => Bounded(ValueKeyKind.Call, method, arguments);

    public static ValueKey Compare(string comparison, ValueKey left, ValueKey right) => Bounded(ValueKeyKind.Compare, comparison, ImmutableArray.Create(left, right));

    public static ValueKey Not(ValueKey operand) => operand.Kind switch
    {
        ValueKeyKind.Not => operand.Parts[0],
        ValueKeyKind.Constant when operand.Datum is bool value => value ? False : True,
        _ => Bounded(ValueKeyKind.Not, null, ImmutableArray.Create(operand)),
    };

    public static ValueKey And(ValueKey left, ValueKey right) => Bounded(ValueKeyKind.And, null, ImmutableArray.Create(left, right));

    public static ValueKey Or(ValueKey left, ValueKey right) => Bounded(ValueKeyKind.Or, null, ImmutableArray.Create(left, right));

    public static ValueKey List(IEnumerable<ValueKey> items) => List(items.ToImmutableArray());

    public static ValueKey List(ImmutableArray<ValueKey> items) => Bounded(ValueKeyKind.List, null, items);

    /// <summary>Text from parts; neighbouring constants are joined, nested texts flattened. One part that is no constant is that part.</summary>
    public static ValueKey Concat(IEnumerable<ValueKey> parts)
    {
        var flat = ImmutableArray.CreateBuilder<ValueKey>();
        foreach (var part in parts) Append(flat, part);
        return flat.Count switch
        {
            0 => Constant(""),
            1 => flat[0],
            _ => Bounded(ValueKeyKind.Concat, null, flat.ToImmutable()),
        };

        static void Append(ImmutableArray<ValueKey>.Builder flat, ValueKey part)
        {
            if (part.Kind == ValueKeyKind.Concat)
            {
                foreach (var inner in part.Parts) Append(flat, inner);
            }
            else if (part.Kind == ValueKeyKind.Constant && flat.Count > 0 && flat[flat.Count - 1].Kind == ValueKeyKind.Constant)
            {
                flat[flat.Count - 1] = Constant(string.Concat(flat[flat.Count - 1].Datum, part.Datum));
            }
            else if (part.Kind != ValueKeyKind.Constant || !"".Equals(part.Datum))
            {
                flat.Add(part);
            }
        }
    }

    public static ValueKey Object(ObjectShape shape, IEnumerable<ValueKey> values) => Bounded(ValueKeyKind.Object, shape, values.ToImmutableArray());

    /// <summary>The value of a member of an object built in sight, or null when it was not set (or this is no such object).</summary>
    public ValueKey? Field(string name)
    {
        if (Datum is not ObjectShape shape) return null;
        var index = shape.IndexOf(name);
        return index < 0 ? null : Parts[index];
    }

    /// <summary>This object with one member set.</summary>
    public ValueKey With(string name, ValueKey value) => With([new(name, value)]);

    /// <summary>This object with members set, one after the other.</summary>
    public ValueKey With(IEnumerable<KeyValuePair<string, ValueKey>> members)
    {
        var shape = (ObjectShape)Datum!;
        var names = shape.Names.ToBuilder();
        var values = Parts.ToBuilder();
        foreach (var member in members)
        {
            // Too large to be known already: a table in source may have any number of entries.
            if (values.Count > MaximumSize) break;
            var index = 0;
            while (index < names.Count && !Identifier.IsSame(member.Key, names[index])) index++;
            if (index < names.Count)
            {
                values[index] = member.Value;
                continue;
            }

            names.Add(Identifier.Normalize(member.Key));
            values.Add(member.Value);
        }

        return Bounded(ValueKeyKind.Object, names.Count == shape.Names.Length ? shape : shape.With(names.ToImmutable()), values.ToImmutable());
    }

    /// <summary>True when a key is this one or a part of it.</summary>
    public bool Contains(ValueKey part)
    {
        if ((bits & Bit(part.hash)) == 0 || part.Size > Size) return false;
        if (Equals(part)) return true;
        foreach (var inner in Parts)
        {
            if (inner.Contains(part)) return true;
        }

        return false;
    }

    /// <summary>True when the value depends on what a call at one of these places answered.</summary>
    public bool ComesFrom(Func<CallSite, bool> place)
    {
        if (!HasResult) return false;
        if (Kind is ValueKeyKind.Result or ValueKeyKind.Thrown) return place(Site!);
        foreach (var part in Parts)
        {
            if (part.ComesFrom(place)) return true;
        }

        return false;
    }

    /// <summary>True when <paramref name="part"/> holds for this key or a part of it.</summary>
    public bool Any(Func<ValueKey, bool> part)
    {
        if (part(this)) return true;
        foreach (var inner in Parts)
        {
            if (inner.Any(part)) return true;
        }

        return false;
    }

    /// <summary>The first Intercom call that this value depends on, or null.</summary>
    public CallSite? FirstSite()
    {
        if (!HasResult) return null;
        if (Kind is ValueKeyKind.Result or ValueKeyKind.Thrown) return Site;
        foreach (var part in Parts)
        {
            if (part.FirstSite() is { } site) return site;
        }

        return null;
    }

    /// <summary>This key with parts replaced; <paramref name="replace"/> answers null to keep a part and look inside it.</summary>
    public ValueKey Replace(Func<ValueKey, ValueKey?> replace)
    {
        if (replace(this) is { } replaced) return replaced;
        if (Parts.IsEmpty) return this;
        ImmutableArray<ValueKey>.Builder? changed = null;
        for (var i = 0; i < Parts.Length; i++)
        {
            var part = Parts[i].Replace(replace);
            if (changed is null && !ReferenceEquals(part, Parts[i]))
            {
                changed = ImmutableArray.CreateBuilder<ValueKey>(Parts.Length);
                changed.AddRange(Parts, i);
            }

            changed?.Add(part);
        }

        if (changed is null) return this;
        if (Kind == ValueKeyKind.Concat) return Concat(changed);
        if (Kind == ValueKeyKind.Member && changed.Count == 1 && changed[0].Kind == ValueKeyKind.Object
            && changed[0].Field(SymbolDatum is { } member ? ObjectShape.NameOf(member) : (string)Datum!) is { } field) return field;
        return Bounded(Kind, Datum, changed.ToImmutable());
    }

    public bool Equals(ValueKey? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || hash != other.hash || Kind != other.Kind || Parts.Length != other.Parts.Length) return false;
        if (!(Datum is ISymbol symbol ? SymbolEqualityComparer.Default.Equals(symbol, other.Datum as ISymbol) : Equals(Datum, other.Datum))) return false;
        for (var i = 0; i < Parts.Length; i++)
        {
            if (!Parts[i].Equals(other.Parts[i])) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ValueKey);

    public override int GetHashCode() => hash;

    // Keys grow with the code they describe: past the bound a value is simply unknown, but stays equal to itself.
    private static ValueKey Bounded(ValueKeyKind kind, object? datum, ImmutableArray<ValueKey> parts)
    {
        var key = new ValueKey(kind, datum, parts);
        if (key.Depth <= MaximumDepth && key.Size <= MaximumSize) return key;
        return new ValueKey(ValueKeyKind.Opaque, (kind, datum, key.hash), key.FirstSite() is { } site ? ImmutableArray.Create(Result(site)) : None);
    }

    private static ulong Bit(int hash) => 1UL << ((hash ^ (hash >> 16)) & 63);

    private static int DatumHash(object? datum) => datum is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : datum?.GetHashCode() ?? 0;
}
