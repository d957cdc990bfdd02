namespace IntercomAnalyzers.Resolver;

/// <summary>One key of a person in a workspace. A flight looks it up many times, so it is hashed once, and put together only for <see cref="ToString"/>. Immutable.</summary>
/// <param name="workspace">What tells workspaces apart.</param>
/// <param name="kind">What the value is.</param>
/// <param name="value">The identifier.</param>
internal sealed class IdentityKey(string workspace, string kind, string value) : IEquatable<IdentityKey>
{
    private readonly string _workspace = workspace;
    private readonly string _kind = kind;
    private readonly string _value = value;
    private readonly int _hash = StringComparer.Ordinal.GetHashCode(value);

    public bool Equals(IdentityKey? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && _value == other._value && _kind == other._kind && _workspace == other._workspace);

    public override bool Equals(object? obj) => Equals(obj as IdentityKey);

    public override int GetHashCode() => _hash;

    /// <summary>The whole key, which holds the identifier: it never leaves the process as it is.</summary>
    public override string ToString() => _workspace + "|" + _kind + ":" + _value;
}
