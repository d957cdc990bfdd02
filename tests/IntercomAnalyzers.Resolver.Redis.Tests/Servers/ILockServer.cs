namespace IntercomAnalyzers.Resolver.Redis.Tests.Servers;

/// <summary>A server that speaks the protocol of Redis, empty when it starts.</summary>
internal interface ILockServer : IAsyncDisposable
{
    /// <summary>Host and port.</summary>
    string Endpoint { get; }
}
