namespace IntercomAnalyzers.Resolver;

/// <summary>One key of a person in a workspace. Immutable.</summary>
/// <param name="scope">The workspace, and what the value is.</param>
/// <param name="value">The identifier.</param>
internal readonly struct IdentityKey(KeyScope scope, string value)
{
    private readonly KeyScope _scope = scope;
    private readonly string _value = value;

    /// <summary>The key within this process.</summary>
    public KeyHash Hash { get; } = KeyHash.Of(scope.Hash, value);

    /// <summary>The whole key, which holds the identifier: it never leaves the process as it is.</summary>
    public override string ToString() => _scope.Name + ":" + _value;
}
