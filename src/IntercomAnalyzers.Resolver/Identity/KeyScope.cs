namespace IntercomAnalyzers.Resolver;

/// <summary>What the keys of one kind have in common in one workspace. Immutable.</summary>
internal sealed class KeyScope(string name)
{
    public string Name { get; } = name;

    public KeyHash Hash { get; } = KeyHash.Of(name);
}
