namespace IntercomAnalyzers.Resolver;

/// <summary>The locked keys of one flight.</summary>
internal interface IHeldIdentity : IAsyncDisposable
{
    /// <summary>True once a key may belong to another flight, although nobody released it here.</summary>
    bool IsLost { get; }
}
